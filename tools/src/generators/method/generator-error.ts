/** Something the caller can mend; Nx prints its one line, and no hint at a stack that would not help. */
export class GeneratorError extends Error {
  override readonly name = 'GeneratorError';

  constructor(message: string) {
    super(message);
    this.stack = undefined;
  }
}
