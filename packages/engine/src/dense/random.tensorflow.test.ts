import { layerWord, philox, purposes } from '@widthwise/random';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseKey } from './dense-cases.ts';
import { loadTensorFlow } from './load.ts';
import { Operations } from './operations.ts';
import { generatorInputs, statelessNormals } from './stateless-normals.ts';

const address = { network: 41, layer: 7, purpose: purposes.denseWeights };
let operations: Operations;

beforeAll(async () => {
  operations = new Operations((await loadTensorFlow()).binding);
});

const draw = (shape: readonly number[], network: number): Float32Array =>
  operations.scope(() =>
    operations.read(statelessNormals(operations, caseKey, { ...address, network }, shape)),
  );

describe('TensorFlow’s generator', () => {
  it('is our Philox, at the same key and with the counter of the network and layer', () => {
    const ours = new Uint32Array(32);
    for (let block = 0; block < 8; block += 1) {
      const counter = [block, 0, address.network, layerWord(address.layer, address.purpose)] as const;
      philox(counter, caseKey, ours, 4 * block);
    }
    const theirs = operations.scope(() => {
      const attributes = [
        operations.type('dtype', operations.int32),
        operations.type('Tshape', operations.int32),
      ];
      const shape = operations.constant([1], Int32Array.of(32));
      const inputs = [shape, ...generatorInputs(operations, caseKey, address)];
      return operations.readIntegers(operations.run('StatelessRandomUniformFullIntV2', attributes, inputs));
    });
    expect(new Uint32Array(theirs)).toEqual(ours);
  });

  it('gives a prefix the same numbers whatever the size, and other networks others', () => {
    expect(draw([1024], 0).slice(0, 64)).toEqual(draw([64], 0));
    expect(draw([64], 1)).not.toEqual(draw([64], 0));
  });
});

describe('weights', () => {
  /** z-scores of the first four moments of standard normals, times `scale`, against N(0,1). */
  const scores = (scale: number): readonly number[] => {
    const sums = [0, 0, 0, 0];
    let count = 0;
    for (let network = 0; network < 4; network += 1) {
      for (const value of draw([256, 256], network)) {
        const g = scale * value;
        const square = g * g;
        [g, square - 1, square * g, square * square - 3].forEach((term, order) => {
          sums[order] = (sums[order] ?? 0) + term;
        });
        count += 1;
      }
    }
    // Variances of g, g² − 1, g³ and g⁴ − 3 under N(0,1).
    return [1, 2, 15, 96].map((variance, order) => (sums[order] ?? 0) / Math.sqrt(count * variance));
  };

  it('have the moments of N(0,1) to fourth order, |z| < 4 each: four comparisons, false alarm 2.5e-4', () => {
    for (const score of scores(1)) expect(Math.abs(score)).toBeLessThan(4);
  });

  it('would fail that test if σ_w were 2 % off', () => {
    expect(Math.abs(scores(1.02)[1] ?? 0)).toBeGreaterThan(4);
  });
});
