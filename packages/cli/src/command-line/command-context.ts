import type { ExitCode } from '../exit-code.js';
import type { Services } from '../services.js';
import type { Terminal } from '../terminal/terminal.js';

/** What a command is done with. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly services: Services;
  /** Sets the exit code of the process; default: `ExitCode.done`. */
  finish(code: ExitCode): void;
}

/**
 * Has a command done. What commands do is loaded only then: most of a start is loading, and help or a mistake in the
 * command line needs none of it.
 */
export type Perform = (work: (context: CommandContext) => Promise<void>) => Promise<void>;
