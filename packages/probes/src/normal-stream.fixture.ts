/** Uniforms in (0, 1) and normals from a 32-bit generator (xoshiro128**) whose state a seed fills. */
export function normalStream(seed: number): () => number {
  const state = new Uint32Array(4);
  for (let i = 0, s = seed >>> 0; i < 4; i++) {
    s = (s + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(s ^ (s >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    state[i] = mixed ^ (mixed >>> 16);
  }
  const uniform = () => {
    const scrambled = Math.imul(state[1]!, 5);
    const value = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = state[1]! << 9;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= shifted;
    state[3] = (state[3]! << 11) | (state[3]! >>> 21);
    return (value + 0.5) / 2 ** 32;
  };
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
