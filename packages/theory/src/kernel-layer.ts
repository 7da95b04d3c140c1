/** The infinite-width kernel of B inputs in one layer, with decorrelations carried by themselves. */
export interface KernelLayer {
  /** q_aa; [B]. */
  readonly lengths: Float64Array;
  /** 1 − c_ab, zero on the diagonal; B × B row-major. */
  readonly decorrelations: Float64Array;
}
