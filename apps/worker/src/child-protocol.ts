import type { Cell } from '@widthwise/plan';
import type { ProbeSelection } from '@widthwise/probes';

/** What a child is given: everything it needs, and no more. */
export interface ShardTask {
  readonly cell: Cell;
  readonly probes: readonly ProbeSelection[];
  /** Backend that the plan counts on; a child that has another one refuses. */
  readonly fingerprint: string;
  readonly first: number;
  readonly networks: number;
  readonly memoryBudgetBytes: number;
}

/** An error as it crosses the channel. */
export interface ChildFault {
  readonly name: string;
  readonly code: string | undefined;
  readonly message: string;
}

export interface ToChild<Task> {
  readonly task: Task;
}

export type FromChild<Result> =
  | { readonly kind: 'progress'; readonly networks: number }
  | { readonly kind: 'result'; readonly result: Result; readonly residentBytes: number }
  | { readonly kind: 'fault'; readonly fault: ChildFault; readonly residentBytes: number };
