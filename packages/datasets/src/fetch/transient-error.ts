/** Something that may be over when tried again: a lost connection, a busy server. Its message says what, for people. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
}
