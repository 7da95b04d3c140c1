// Read by both compilers: TypeScript for the host, AssemblyScript for the kernel. Plain integer constants only.

/** Neurons that pass through all steps together; a column of a panel is so many float64. */
export const PANEL = 64;
/** Bytes from one column of a panel to the next. */
export const STRIDE = 512;

/** Ten pairs of Philox round keys, each word in all four lanes. */
export const ROUND_KEYS = 0x400;
/** Eight float32 polynomial coefficients of the Box–Muller transform, radius then angle, and −2 ln 2. */
export const GAUSSIAN = 0x540;
/** Random words of up to eight columns of a panel. */
export const WORDS = 0x800;
/** Everything sized by the problem lies from here on. */
export const HEAP = 0x2000;
