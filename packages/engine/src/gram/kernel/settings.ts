// Set by the host through the kernel's exported globals of these names. Addresses in bytes; those of an absent part are 0.

/** Neurons of the layer. */
export let width: i32 = 0;
/** Columns whose Gram matrix is wanted: the inputs. */
export let inputs: i32 = 0;
/** Columns of preactivations: inputs, then injected ones. */
export let values: i32 = 0;
/** Columns in all: values, then the tangents that have started. */
export let columns: i32 = 0;
/** Bytes from one column of a matrix to the next; columns are padded to fours. */
export let matrixStride: usize = 0;

export let covariance: usize = 0;
export let diagonal: usize = 0;
export let factor: usize = 0;
export let panel: usize = 0;

export let preactivationGram: usize = 0;
export let postactivationGram: usize = 0;
export let powers: usize = 0;

/** Where the layer's panels are kept, and those of the layer before; the same if layers replace each other. */
export let stored: usize = 0;
export let storedBefore: usize = 0;
/** Bytes from one kept panel to the next. */
export let panelBytes: usize = 0;
/** μ of the skip connection, and how many columns it carries. */
export let skip: f64 = 0;
export let carried: i32 = 0;
/** Biases drawn apart from the weights: 64 numbers a panel, and how many columns get them. */
export let biases: usize = 0;
export let biased: i32 = 0;

/** Layer normalization: 0 none, 1 of preactivations, 2 of postactivations. */
export let normalization: i32 = 0;
/** Two numbers a column: the mean over neurons; 1/sd, or for tangents their projection on the first input's deviations. */
export let statistics: usize = 0;
/** One sum a column, from which the host finds these. */
export let moments: usize = 0;

/** Inputs whose gains are wanted, two sums each, and φ′ over one panel. */
export let gains: i32 = 0;
export let gainSums: usize = 0;
export let slopes: usize = 0;

/** Neurons of each probed input to copy from the first panel, and where to. */
export let probedInputs: i32 = 0;
export let probedNeurons: i32 = 0;
export let neuronValues: usize = 0;

export let bins: i32 = 0;
export let binCells: usize = 0;
export let binGrid: usize = 0;
export let binCounts: usize = 0;
/** Inverse PIT scales of this layer, one for each probed input. */
export let binScales: usize = 0;

/** φ: 0 for a table lookup, 1 with a period, 2 for a bend at zero. */
export let form: i32 = 0;
export let slope: f64 = 0;
export let nodes: usize = 0;
/** The same nodes' coefficients of φ′. */
export let slopeNodes: usize = 0;
export let grid: usize = 0;
export let period: usize = 0;
