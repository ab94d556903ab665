export class Skipped {
  constructor(reason: string);
}

/** What is tried under a Node; `run` returns what it measured, or a {@link Skipped}, or throws. */
export interface SamplePart {
  readonly name: string;
  readonly testedAlready?: boolean;
  run(): Promise<unknown>;
}
