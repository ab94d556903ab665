import type { Observable } from 'rxjs';

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
  /** Asks on the screen and answers the line typed; absent where nobody can answer. */
  ask?(question: string): Promise<string>;
  /** Emits each time somebody asks the process to stop. Subscribing is what keeps the process from ending at once. */
  readonly interruptions$: Observable<NodeJS.Signals>;
  /** Ends the process at once. */
  exit(code: number): void;
}
