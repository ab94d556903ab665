/** A stream that text goes to, perhaps a screen. */
export type OutputStream = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** Everything of the process that commands use; a test gives its own. */
export interface Terminal {
  /** The arguments of this call, without node and the script. */
  readonly arguments: readonly string[];
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** For what was asked for. */
  readonly stdout: OutputStream;
  /** For everything else: progress, notes, mistakes. */
  readonly stderr: OutputStream;
  /** Asks on the screen and returns the line typed; absent where nobody can answer. */
  ask?(question: string): Promise<string>;
  /**
   * Tells each time that somebody asks the process to stop. Listening is what keeps the process from ending at once.
   *
   * @returns ends the listening.
   */
  readonly onInterruption: (listener: (signal: NodeJS.Signals) => void) => () => void;
  /** Ends the process at once. */
  exit(code: number): void;
}
