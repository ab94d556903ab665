import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Inputs that one process tries; Node never forgets a module, so that plugins would fill it. */
const INPUTS_PER_PROCESS = 5000;
/** Milliseconds without a sign of life, 50 inputs, after which a process counts as hanging. */
const PATIENCE = 300_000;
/**
 * Text cannot become code: where that is tried, an error is thrown. The heap is small, and the stack as it is for users.
 */
const FLAGS = ['--disallow-code-generation-from-strings', '--max-old-space-size=512', '--import', 'jiti/register'];

const RUN_SURFACE = fileURLToPath(new URL('run-surface.ts', import.meta.url));

export interface FuzzReport {
  readonly surface: string;
  readonly inputs: number;
  /** The most that any process used. */
  readonly megabytes: number;
}

/**
 * Tries a surface with so many inputs, in processes with little memory and a folder of their own.
 *
 * @throws Error with the smallest input that was found to crash, hang, use too much memory or write outside the folder
 */
export async function fuzzSurface(surface: string, inputs: number, seed: number): Promise<FuzzReport> {
  let [tried, megabytes] = [0, 0];
  for (let part = 0; tried < inputs; part++) {
    const count = Math.min(INPUTS_PER_PROCESS, inputs - tried);
    const report = await fuzzOnce(surface, count, seed + part);
    tried += report.inputs;
    megabytes = Math.max(megabytes, report.megabytes);
  }
  return { surface, inputs: tried, megabytes };
}

async function fuzzOnce(surface: string, inputs: number, seed: number): Promise<FuzzReport> {
  const root = mkdtempSync(join(tmpdir(), 'dof-fuzz-'));
  const folder = join(root, 'surroundings', 'place');
  mkdirSync(folder, { recursive: true });
  try {
    const { code, output } = await runWatched([RUN_SURFACE, surface, String(inputs), String(seed), folder]);
    if (code !== 0) {
      const current = readFileSync(join(folder, 'current.json'), 'utf8').slice(0, 4000);
      throw new Error(`${surface}, seed ${seed}: ended with ${code}\n${output.slice(-8000)}\nlast input: ${current}`);
    }
    const written = [root, join(root, 'surroundings'), folder].flatMap((place) => readdirSync(place)).sort();
    if (written.join() !== ['current.json', 'inside', 'place', 'surroundings'].join()) {
      throw new Error(`${surface}, seed ${seed}: wrote outside its folder: ${written.join(', ')}`);
    }
    return JSON.parse(output.trim().split('\n').at(-1) ?? '') as FuzzReport;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function runWatched(
  arguments_: readonly string[],
): Promise<{ readonly code: number | string; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const environment = { ...process.env };
    delete environment['NODE_OPTIONS'];
    const child = spawn(process.execPath, [...FLAGS, ...arguments_], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const hangs = (): NodeJS.Timeout => setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    let watch = hangs();
    const heard = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-100_000);
      clearTimeout(watch);
      watch = hangs();
    };
    child.stdout.on('data', heard);
    child.stderr.on('data', heard);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(watch);
      resolve({ code: code ?? signal ?? 'nothing', output });
    });
  });
}
