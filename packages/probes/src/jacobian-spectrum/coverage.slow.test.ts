import { expect, it } from 'vitest';
import { featuresWith, intervalCoverage } from '../coverage.fixture.ts';
import { normalStream } from '../normal-stream.fixture.ts';
import { jacobianSpectrum } from './index.ts';

const SHAPE = { widths: [2, 2], depth: 2, inputs: 1 };

/**
 * A linear network of two layers of two neurons, whose Jacobian is one Gaussian matrix of entries of variance ½: (a + d, b − c) and
 * (a − d, b + c) are four independent standard normals, and the lengths of those pairs are s₁ + s₂ and |s₁ − s₂| in either order.
 */
function drawNetwork(normal: () => number) {
  const [x, y] = [Math.hypot(normal(), normal()), Math.hypot(normal(), normal())];
  return featuresWith(SHAPE, { singularValues: Float64Array.of((x + y) / 2, Math.abs(x - y) / 2) });
}

// E s₁ and E s₂ from the mean √(π/2) of a Rayleigh variable and that of the smaller of two, less by √2. The relative variance is
// 1 − 4 det²/|W|⁴, and E det² = 1/12 for a matrix on the unit sphere. 2,000 sweeps: 93 to 97 % is four standard errors of a share, false
// alarm 6e-5 each. Negative control: the relative variance 1 of large Gaussian matrices.
it('the intervals of the spectrum cover the exact values of two by two Gaussian matrices', () => {
  const key = { layer: 2, inputA: 1 };
  const rayleigh = Math.sqrt(Math.PI / 2);
  const truths = [
    { quantity: 'squared-singular-value-mean', ...key, truth: 1 },
    { quantity: 'squared-singular-value-relative-variance', ...key, truth: 2 / 3 },
    { quantity: 'singular-value-largest', ...key, truth: rayleigh },
    { quantity: 'singular-value-smallest', ...key, truth: rayleigh * (1 - Math.SQRT1_2) },
  ];
  const normal = normalStream(3333);
  const cell = {
    probe: jacobianSpectrum,
    shape: SHAPE,
    options: {},
    networks: 128,
    draw: () => drawNetwork(normal),
  };
  for (const [name, share] of intervalCoverage({ ...cell, replicas: 2000 }, truths)) {
    expect(share, name).toBeGreaterThan(0.93);
    expect(share, name).toBeLessThan(0.97);
  }
  const wrong = { quantity: 'squared-singular-value-relative-variance', ...key, truth: 1 };
  for (const share of intervalCoverage({ ...cell, replicas: 100 }, [wrong]).values())
    expect(share).toBeLessThan(0.5);
});
