export type Section = Readonly<Record<string, unknown>>;

/** One fault, by what it writes: its place alone, so that faults of different places are independent. */
export interface KnownFault {
  readonly places: readonly string[];
  readonly top?: Section;
  readonly network?: Section;
  readonly inputs?: Section;
  readonly fault: RegExp;
}
