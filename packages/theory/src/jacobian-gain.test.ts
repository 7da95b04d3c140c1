import { resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import { lengthFluctuations } from './finite-width-length.ts';
import { normalSource } from './gram-sampler.fixture.ts';
import { homogeneousLogGain, jacobianGainFirstOrder, jacobianLogGainFirstOrder } from './jacobian-gain.ts';
import { uniformSteps } from './network-law.ts';

const erf = resolveActivation({ activation: 'erf' });

describe('jacobian gain at finite width', () => {
  test('derivatives of the mean squared slope are those of its closed form for erf', () => {
    // B(q) = (4/π)/√(1 + 4q): B′ = −(8/π)(1 + 4q)^{−3/2}, B″ = (48/π)(1 + 4q)^{−5/2}.
    for (const q of [0.05, 0.6, 3]) {
      const layer = (shift: number, variance: number) => ({ length: q, shift, variance });
      const at = (shift: number, variance: number) =>
        jacobianGainFirstOrder(erf, 1, { layer: layer(shift, variance), width: 1 }) -
        jacobianGainFirstOrder(erf, 1, { layer: layer(0, 0), width: 1 });
      expect(at(1, 0) / ((-8 / Math.PI) * (1 + 4 * q) ** -1.5)).toBeCloseTo(1, 10);
      expect(at(0, 2) / ((48 / Math.PI) * (1 + 4 * q) ** -2.5)).toBeCloseTo(1, 10);
    }
  });

  test('erf at σ_w² = 1.5, σ_b² = 0.05 and layer 30 deviates as 4,000 sampled networks did, within 4 standard errors', () => {
    const steps = uniformSteps({ sigmaW: Math.sqrt(1.5), sigmaB: Math.sqrt(0.05) }, 30);
    const layer = lengthFluctuations(erf, steps, 0.6)[29];
    if (layer === undefined) throw new Error('no layer');
    const deviation = (width: number): number =>
      jacobianGainFirstOrder(erf, Math.sqrt(1.5), { layer, width }) -
      jacobianGainFirstOrder(erf, Math.sqrt(1.5), { layer: { ...layer, shift: 0, variance: 0 }, width });
    expect(Math.abs(deviation(50) - 0.0078) / 0.0016).toBeLessThan(4);
    expect(Math.abs(deviation(200) - 0.0004) / 0.0008).toBeLessThan(4);
    expect(deviation(50)).toBeGreaterThan(0.004);
  });

  test('the mean log gain of relu is that of a binomial share: ln 1/2 − 1/2N', () => {
    const relu = resolveActivation({ activation: 'relu' });
    const layer = { length: 1, shift: 0, variance: 0 };
    const found = jacobianLogGainFirstOrder(relu, 1, { layer, width: 40, share: 2 });
    expect(found).toBeCloseTo(-Math.LN2 - 1 / 40, 14);
  });

  test('the mean log gain of tanh in layer 2 lies within 4 standard errors of sampled networks; seed 21', () => {
    const tanh = resolveActivation({ activation: 'tanh' });
    const normal = normalSource(21);
    const first = 1.5;
    const [, layer] = lengthFluctuations(tanh, uniformSteps({ sigmaW: 1.3, sigmaB: 0 }, 2), first);
    if (layer === undefined) throw new Error('no layer');
    const leading = Math.log(
      jacobianGainFirstOrder(tanh, 1, { layer: { ...layer, shift: 0, variance: 0 }, width: 1 }),
    );
    const sampled = [32, 64].map((width) => {
      const logs = Array.from({ length: 6_000 }, () => {
        let [kernel, gain] = [0, 0];
        for (let i = 0; i < width; i += 1)
          kernel += (1.69 / width) * Math.tanh(Math.sqrt(first) * normal()) ** 2;
        for (let i = 0; i < width; i += 1) gain += tanh.dphi(Math.sqrt(kernel) * normal()) ** 2 / width;
        // Without the part that is linear in the gain, which has all of the noise.
        const relative = gain / Math.exp(leading);
        return Math.log(relative) - (relative - 1);
      });
      const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
      const spread = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / logs.length;
      return { mean, width, squaredError: (width * width * spread) / logs.length };
    });
    const linear = jacobianGainFirstOrder(tanh, 1, { layer, width: 1 }) / Math.exp(leading) - 1;
    const coefficient = (share: number): number =>
      jacobianLogGainFirstOrder(tanh, 1, { layer, width: 1, share }) - leading - linear;
    const [narrow, wide] = sampled;
    if (narrow === undefined || wide === undefined) throw new Error('two widths are needed');
    const found = 2 * wide.width * wide.mean - narrow.width * narrow.mean;
    const error = Math.sqrt(4 * wide.squaredError + narrow.squaredError);
    expect(Math.abs(found - coefficient(1)) / error).toBeLessThan(4);
    // Without the spread of φ′² over neurons.
    expect(Math.abs(found - coefficient(0)) / error).toBeGreaterThan(4);
  });

  test('relu loses 5/2N of a mean logarithm per layer, linear 1/N', () => {
    const step = { sigmaW: Math.SQRT2, sigmaB: 0, share: 1 };
    const options = { nextShare: 1, width: 32 };
    const [relu, linear] = ['relu', 'linear'].map((activation) => resolveActivation({ activation }));
    if (relu === undefined || linear === undefined) throw new Error('no φ');
    expect(homogeneousLogGain(relu, step, options)).toBeCloseTo(-2.5 / 32, 14);
    expect(homogeneousLogGain(linear, step, options)).toBeCloseTo(Math.LN2 - 1 / 32, 14);
    expect(() => homogeneousLogGain(erf, step, options)).toThrow(RangeError);
  });

  test('the mean logarithm extrapolated from sampled layers lies within 4 standard errors; seed 11', () => {
    const leaky = resolveActivation({ activation: 'leaky-relu', negativeSlope: 0.2 });
    const normal = normalSource(11);
    const networks = 20_000;
    // From n to 2n neurons: E ln is a + b/n + O(1/n²), and 2nd minus 1st width isolates b.
    const sampled = [16, 32].map((width) => {
      const logs = Array.from({ length: networks }, () => {
        let [kept, all] = [0, 0];
        for (let i = 0; i < width; i += 1) {
          const square = normal() ** 2;
          all += square;
          kept += square * (normal() > 0 ? 1 : 0.04);
        }
        let next = 0;
        for (let i = 0; i < 2 * width; i += 1) next += normal() ** 2;
        return Math.log((kept / all) * (next / (2 * width)));
      });
      const mean = logs.reduce((sum, value) => sum + value, 0) / networks;
      const spread = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / networks;
      const leading = Math.log(1.04 / 2);
      return { excess: width * (mean - leading), squaredError: (width * width * spread) / networks };
    });
    const [narrow, wide] = sampled;
    if (narrow === undefined || wide === undefined) throw new Error('two widths are needed');
    const found = 2 * wide.excess - narrow.excess;
    const error = Math.sqrt(4 * wide.squaredError + narrow.squaredError);
    const theory = (nextShare: number): number =>
      homogeneousLogGain(leaky, { sigmaW: 1, sigmaB: 0, share: 1 }, { nextShare, width: 1 }) -
      Math.log(1.04 / 2);
    expect(Math.abs(found - theory(0.5)) / error).toBeLessThan(4);
    expect(Math.abs(found - theory(2)) / error).toBeGreaterThan(4);
  });
});
