import type { ExitCode } from '../exit-code.js';
import type { Services } from '../services.js';
import type { Terminal } from '../terminal.js';

/** What every command is given. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly services: Services;
  /** Sets what the process will answer; it is `ExitCode.done` otherwise. */
  finish(code: ExitCode): void;
}
