import { GAUSSIAN } from './addresses';

@inline function madd(x: v128, y: v128, z: v128): v128 { return f32x4.add(f32x4.mul(x, y), z); }

/** Replaces radius words, every second vector, by signed radii ±√(−2 ln u); see @widthwise/random. */
export function radii(at: usize, end: usize): void {
  // Constants come from memory into registers once; as literals they would be built anew in every pass.
  const q0 = v128.load32_splat(GAUSSIAN);
  const q1 = v128.load32_splat(GAUSSIAN, 4);
  const q2 = v128.load32_splat(GAUSSIAN, 8);
  const q3 = v128.load32_splat(GAUSSIAN, 12);
  const minusTwoLn2 = v128.load32_splat(GAUSSIAN, 32);
  const unit = v128.load32_splat(GAUSSIAN, 36);
  const split = v128.load32_splat(GAUSSIAN, 40);
  const half = v128.load32_splat(GAUSSIAN, 44);
  for (; at < end; at += 32) {
    const word = v128.load(at);
    const u = f32x4.add(f32x4.convert_i32x4_s(i32x4.shr_u(word, 1)), half);
    const exponent = i32x4.shr_s(i32x4.sub(u, split), 23);
    const m = i32x4.sub(u, i32x4.shl(exponent, 23));
    const s = f32x4.div(f32x4.sub(m, unit), f32x4.add(m, unit));
    const w = f32x4.mul(s, s);
    const q = madd(madd(madd(q3, w, q2), w, q1), w, q0);
    const square = madd(f32x4.convert_i32x4_s(exponent), minusTwoLn2, f32x4.mul(s, q));
    v128.store(at, v128.xor(f32x4.sqrt(square), i32x4.shl(word, 31)));
  }
}

/** Stores the four float32 of `pairs` as normals 0, 1 and 4, 5 of the neurons at `to`. */
@inline function storePairs(to: usize, pairs: v128, offset: usize): void {
  v128.store(to + offset, f64x2.promote_low_f32x4(pairs));
  v128.store(to + offset, f64x2.promote_low_f32x4(i64x2.shuffle(pairs, pairs, 1, 0)), 32);
}

/** Turns signed radii and angle words into normals in the order of neurons, 16 from every 64 bytes. */
export function normals(from: usize, end: usize, to: usize): void {
  const p0 = v128.load32_splat(GAUSSIAN, 16);
  const p1 = v128.load32_splat(GAUSSIAN, 20);
  const p2 = v128.load32_splat(GAUSSIAN, 24);
  const p3 = v128.load32_splat(GAUSSIAN, 28);
  const inverseUnit = v128.load32_splat(GAUSSIAN, 48);
  const one = v128.load32_splat(GAUSSIAN, 52);
  const two = v128.load32_splat(GAUSSIAN, 56);
  for (; from < end; to += 128) {
    for (let half: usize = 0; half < 32; half += 16, from += 32) {
      const r = v128.load(from);
      const t = f32x4.mul(f32x4.convert_i32x4_s(v128.load(from, 16)), inverseUnit);
      const w = f32x4.mul(t, t);
      const h = f32x4.mul(t, madd(madd(madd(p3, w, p2), w, p1), w, p0));
      const v = f32x4.mul(h, h);
      const cosine = f32x4.mul(f32x4.sub(one, v), r);
      const sine = f32x4.mul(f32x4.mul(h, r), f32x4.sqrt(f32x4.sub(two, v)));
      storePairs(to + half, i32x4.shuffle(cosine, sine, 0, 4, 1, 5), 0);
      storePairs(to + half, i32x4.shuffle(cosine, sine, 2, 6, 3, 7), 64);
    }
  }
}
