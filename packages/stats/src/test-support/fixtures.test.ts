import { expect, it } from 'vitest';
import { lehmerNormals, PAIRS, X1, Y1 } from './fixtures.ts';

it('the Lehmer normals begin as published', () => {
  const expected = [-0.244676089936603, -1.58242646298573, 0.790931768410571, -0.30618558247386];
  for (const [i, value] of lehmerNormals(4, 12345).entries()) expect(value).toBeCloseTo(expected[i] ?? 0, 13);
  expect(lehmerNormals(5, 12345)[4]).toBeCloseTo(-0.247235109300347, 13);
});

it('the samples made of them begin as published', () => {
  const beginnings: [Float64Array, number[]][] = [
    [X1, [-0.244676089936603, -1.58242646298573, 0.790931768410571, -0.30618558247386]],
    [Y1, [2.35820933, 0.41013848]],
    [PAIRS.x, [2.572776]],
    [PAIRS.y, [2.787139]],
  ];
  for (const [sample, expected] of beginnings) {
    for (const [i, value] of expected.entries())
      expect(Math.abs((sample[i] ?? 0) - value)).toBeLessThan(1e-6);
  }
});
