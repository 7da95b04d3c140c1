export { gaussianCoefficients, gaussianPair } from './gaussian.ts';
export { philox, philoxKeySteps, philoxRounds } from './philox.ts';
export type { Purpose, StreamAddress, StreamKey } from './stream.ts';
export { hashNetwork, layerWord, normals, purposes, streamKey, words } from './stream.ts';
