/** A number that should be finite and is not, where no network can be blamed alone. */
export class NumericalNonFiniteError extends Error {
  readonly code = 'NUMERICAL_NONFINITE';
  constructor(message: string) {
    super(`NUMERICAL_NONFINITE: ${message}`);
    this.name = 'NumericalNonFiniteError';
  }
}

/** A backend that did not load. */
export class BackendUnavailableError extends Error {
  readonly code = 'BACKEND_UNAVAILABLE';
  constructor(message: string, options?: ErrorOptions) {
    super(`BACKEND_UNAVAILABLE: ${message}`, options);
    this.name = 'BackendUnavailableError';
  }
}

/** A probe whose version here is not the one asked for. */
export class ProbeVersionError extends Error {
  readonly code = 'PROBE_VERSION';
  constructor(message: string) {
    super(`PROBE_VERSION: ${message}`);
    this.name = 'ProbeVersionError';
  }
}

/** A shard that would not fit into the memory it may use. */
export class MemoryBudgetError extends Error {
  readonly code = 'BACKEND_MEMORY';
  constructor(message: string) {
    super(`BACKEND_MEMORY: ${message}`);
    this.name = 'MemoryBudgetError';
  }
}

/** Tensors left over, or freed too often, by a computation that should have cleaned up after itself. */
export class TensorLeakError extends Error {
  readonly code = 'BACKEND_TENSOR_LEAK';
  constructor(message: string) {
    super(`BACKEND_TENSOR_LEAK: ${message}`);
    this.name = 'TensorLeakError';
  }
}
