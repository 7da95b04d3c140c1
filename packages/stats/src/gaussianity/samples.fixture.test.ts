import { expect, it } from 'vitest';
import { lehmerNormals } from './samples.fixture.ts';

it('the Lehmer normals begin as published', () => {
  const expected = [-0.244676089936603, -1.58242646298573, 0.790931768410571, -0.30618558247386];
  for (const [i, value] of lehmerNormals(4, 12345).entries()) expect(value).toBeCloseTo(expected[i] ?? 0, 13);
});
