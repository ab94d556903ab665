/** A number with what is not known about it. */
export interface Estimate {
  readonly value: number;
  /** From below and above, by what Lanczos has left undone. */
  readonly lower: number;
  readonly upper: number;
  /** Standard error from the random probes; 0 where none took part. */
  readonly standardError: number;
}
