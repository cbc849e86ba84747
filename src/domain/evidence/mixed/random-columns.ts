/** A grouping factor over the rows and the columns whose effects vary by its levels: 1 first, then the slopes. */
export interface RandomColumns {
  readonly levels: number;
  /** Level of each row. */
  readonly codes: Int32Array;
  readonly slopes: readonly Float64Array[];
}

export interface RandomShape {
  readonly levels: number;
  /** 1 for the intercept, plus one per slope. */
  readonly columns: number;
}

/** Cross-products of one factor's random columns: Z'Z, a square block per level, and Z'Y, `columns` rows per level. */
export interface FactorProducts {
  readonly squares: Float64Array;
  readonly outcome: Float64Array;
}
