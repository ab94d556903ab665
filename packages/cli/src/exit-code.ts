/** What the process tells its caller when it ends. */
export const ExitCode = {
  done: 0,
  /** Something in here is broken; a stack is printed. */
  bug: 1,
  /** Something given is wrong; one line says what. */
  mistake: 2,
  /** Stopped by a signal, with everything finished kept. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
