/** How patient a download is. */
export interface Patience {
  /** Times to try again without a single byte in between. */
  readonly retries: number;
  /** Milliseconds before the first of them; doubled for each. */
  readonly delay: number;
  /** Milliseconds without a byte after which a connection counts as lost. */
  readonly silence: number;
}

export const PATIENCE: Patience = { retries: 3, delay: 1000, silence: 30_000 };
