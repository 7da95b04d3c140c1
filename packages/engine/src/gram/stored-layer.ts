/**
 * A layer kept in memory for the backward pass, of the network that ran last. Arrays of the compiled kernel are views of its memory, so
 * that their `byteOffset` is an address; the reference makes new ones.
 */
export interface StoredLayer {
  /**
   * h (skip part included) of every column, as panels of 64 neurons: neuron n of column c at ((n >> 6) · paddedColumns + c) · 64 + (n & 63),
   * paddedColumns = `stride` of the machine. Zero from the layer's width on to the next multiple of 16.
   */
  readonly preactivations: Float64Array;
  /** Lower Cholesky factor of the covariance of W y + b (of W y where biases are apart), entry (i, j) at j · stride + i. */
  readonly factor: Float64Array;
  /** Layer normalization: (mean, 1/sd) over neurons of h or of φ(h) for each input, [columns][2]; arbitrary without it. */
  readonly normalization: Float64Array;
  /** b of every neuron where it was drawn apart from the weights, else empty. */
  readonly biases: Float64Array;
}
