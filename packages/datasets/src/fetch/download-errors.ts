/** Something that may be over when tried again: a lost connection, a busy server. Its message says what, for people. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
}

/** Something that will be the same when tried again at once: no such host, no such file. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}
