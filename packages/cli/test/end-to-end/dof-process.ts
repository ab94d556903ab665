import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { RunResult } from '@dof/core';

/** The built command. */
export const command = fileURLToPath(new URL('../../bin/dof.js', import.meta.url));
const built = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
if (!existsSync(built)) throw new Error(`${built} is missing: build the package first`);

/** Processes are slow on a machine that does other things, too. */
export const PATIENCE = 600_000;

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Called with all of stderr so far whenever there is more. */
  onStderr?(text: string, kill: (signal: NodeJS.Signals) => void): void;
}

/** Calls the built command as a user does. */
export function dof(arguments_: readonly string[], { cwd, env, onStderr }: CallOptions): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...arguments_], { cwd, env: { ...process.env, ...env } });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      onStderr?.(stderr, (signal) => child.kill(signal));
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** What must be the same however a run was done. */
export function measured(stdout: string): unknown {
  const runs: RunResult[] = JSON.parse(stdout).summary.runs;
  return runs.map(({ hash, status, history, best }) => ({ hash, status, history, best }));
}
