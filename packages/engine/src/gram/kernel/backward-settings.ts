// Set by the host for the backward pass, before the first network. Addresses in bytes; panels of these buffers have Q columns, padded to fours.

/** Inputs Q whose tangent kernel is wanted: the first. */
export let signalInputs: usize = 0;
/** Bytes from one column of a Q × Q matrix to the next. */
export let signalStride: usize = 0;
/** Signals δ of the layer reached, and of the layer before; two places only with a skip connection, and they change places. */
export let signals: usize = 0;
export let otherSignals: usize = 0;
/** Activations of the layer to reach. */
export let images: usize = 0;
/** One panel. */
export let scratch: usize = 0;
/** Σ_i δ_ia δ_ib, lower triangle. */
export let signalGram: usize = 0;
export let signalFactor: usize = 0;
export let signalDiagonal: usize = 0;
export let signalTriangle: usize = 0;
/** δ zᵀ, in the end what multiplies the activations; then the same in blocks of rows. */
export let cross: usize = 0;
export let crossRows: usize = 0;
/** Fresh rows times activations, and their bias coordinates. */
export let freshCross: usize = 0;
export let freshBiases: usize = 0;
/** Two sums of every input. */
export let normalSums: usize = 0;
