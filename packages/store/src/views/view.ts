/** A view of schema `widthwise`: its SQL and what `COMMENT ON` says of it and of each column. */
export interface View {
  readonly name: string;
  readonly comment: string;
  /** In the order of the select list: name, then definition, unit and source. */
  readonly columns: readonly (readonly [name: string, comment: string])[];
  readonly select: string;
}
