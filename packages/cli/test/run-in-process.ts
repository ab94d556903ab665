import { inProcessExecutor } from '@dof/core';
import { compose, runCli, type ExitCode, type Services } from '@dof/cli';
import { capturedTerminal, type CapturedOptions, type CapturedTerminal } from './captured-terminal.js';

/** The real services, with runs done in this process. */
export function testServices(overrides: Partial<Services> = {}): Services {
  return { ...compose(), createExecutor: () => inProcessExecutor(), ...overrides };
}

export interface InProcessOutcome {
  readonly code: ExitCode;
  readonly terminal: CapturedTerminal;
}

/** Calls `dof` with these arguments in this process. */
export async function runInProcess(
  arguments_: readonly string[],
  options: CapturedOptions,
  services: Services = testServices(),
): Promise<InProcessOutcome> {
  const terminal = capturedTerminal(arguments_, options);
  return { code: await runCli(terminal, services), terminal };
}
