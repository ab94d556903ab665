import type fc from 'fast-check';

/** One place where text or bytes of others come in, as a function of this process. */
export interface Surface<Input = unknown> {
  /** What is tried: near to right, or hostile. Shown as JSON when it breaks something. */
  readonly inputs: fc.Arbitrary<Input>;
  /** Called once, before the first input, in the folder that inputs may write to. */
  prepare?(folder: string): Promise<void>;
  /**
   * Does what a user would with the input. May reject with a DofError, which is a user's mistake told in one line;
   * anything else that it rejects with is a finding.
   */
  attempt(input: Input, folder: string): Promise<void>;
}
