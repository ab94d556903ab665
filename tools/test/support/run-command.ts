import { spawn } from 'node:child_process';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout and stderr as they came, without colours. */
  readonly output: string;
}

export interface CommandOptions {
  /** Added to the environment of this process. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Milliseconds after which the program is killed, which is a failure. */
  readonly timeout?: number;
}

/** Runs a program; its failure is an outcome, not an error. */
export function runCommand(
  program: string,
  arguments_: readonly string[],
  cwd: string,
  { environment, timeout }: CommandOptions = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const env = { ...outsideEnvironment(), ...environment };
    const child = spawn(program, arguments_, { cwd, env, timeout, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      output += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr, output: stripVTControlCharacters(output) }));
  });
}

/** Runs a file with Node. */
export function runNode(arguments_: readonly string[], cwd: string): Promise<Outcome> {
  return runCommand(process.execPath, arguments_, cwd);
}

/** The outcome of what must not fail; throws with all that it said otherwise. */
export async function succeed(running: Promise<Outcome>): Promise<Outcome> {
  const outcome = await running;
  if (outcome.code !== 0) throw new Error(`exit code ${outcome.code}\n${outcome.output}`);
  return outcome;
}

// These tests run inside npm, Nx and jest, which pass their own state on: the root of this repository among it.
function outsideEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(NX_|npm_|JEST_|INIT_CWD$|NODE_OPTIONS$|FORCE_COLOR$)/i.test(name),
  );
  return { ...Object.fromEntries(kept), NX_DAEMON: 'false', NO_COLOR: '1' };
}
