import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { inProcessExecutor } from '@dof/core';
import { compose, runCli, type OutputStream } from '@dof/cli';
import fc from 'fast-check';
import { hostileDocument } from '../hostile-document.js';
import { hostileText } from '../hostile-text.js';
import type { Surface } from '../surface.js';

/** An experiment that takes a few milliseconds. */
const TINY = `
model: { name: linear, inputShape: [2, 2, 1], layers: [{ type: flatten }, { type: dense, units: 2 }] }
data: { name: synthetic, options: { classes: 2, inputShape: [2, 2, 1], train: 8, test: 4 } }
degreesOfFreedom: [1]
seeds: 1
training: { epochs: 1, batchSize: 8 }
`;
const PLAN = { format: 1, title: 'plan', dimension: 10, analysis: { lossLevels: [1], delta: 0.5, confidence: 0.95 } };

/** Files that command lines may name, from the folder they run in. */
const FILES: Readonly<Record<string, string>> = {
  'tiny.yaml': TINY,
  'broken.yaml': 'model: [',
  'empty.json': '',
  '...yaml': TINY,
  'results/plan.json': JSON.stringify({ ...PLAN, runs: [] }),
  'other/plan.json': JSON.stringify({ ...PLAN, title: '../escaped', runs: ['__proto__', '../escaped'] }),
  'broken/plan.json': '{',
  'a-file': 'text',
};

/** All but those that never end or use the network. */
const COMMANDS = ['run', 'benchmark', 'report', 'list', 'doctor', 'runs', 'merge', 'threshold', 'theory'];
const OPTIONS = [
  '--out',
  '--store',
  '--combine',
  '--jobs',
  '--set',
  '--json',
  '--help',
  '--version',
  '--',
  '-',
  '--nope',
  '--delete',
  '--yes',
  '--to',
  '--loss',
  'well',
  'predict',
  '--spectrum',
];
const VALUES = [
  'methods',
  'models',
  'datasets',
  'backends',
  '1',
  '0',
  '-1',
  '1e3',
  'out',
  'a-file',
  'a-file/below',
  '.',
];
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...Object.keys(FILES), 'results', 'other', 'broken', 'missing.yaml') },
  { weight: 3, arbitrary: fc.constantFrom(...OPTIONS) },
  { weight: 3, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 1, arbitrary: fc.constantFrom(...COMMANDS) },
  { weight: 1, arbitrary: hostileText },
);
const setting = fc
  .tuple(
    fc.constantFrom(
      'seeds',
      'model',
      'data',
      'name',
      'methods',
      'training.epochs',
      'start',
      '__proto__.x',
      'x.constructor.y',
    ),
    hostileDocument(['name', 'options', 'type'], ['random', 'conv-2', '../escaped', './missing.mjs']),
  )
  .map(([path, value]) => ['--set', `${path}=${value}`]);

/** The arguments of `dof`, likely and unlikely ones. Folders that they name lie where the command may write. */
export const commandLineArguments: fc.Arbitrary<readonly string[]> = fc
  .tuple(
    fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...COMMANDS) }, word),
    fc.array(fc.oneof({ weight: 4, arbitrary: word.map((one) => [one]) }, setting), { maxLength: 5 }),
  )
  .map(([command, rest]) => withoutWaysOut([command, ...rest.flat()]));

/** Writes the files that command lines name into the folder they run in. */
export async function writeCommandLineFiles(folder: string): Promise<void> {
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

/**
 * What is wrong with how a command ended: it must be done, or say in one line what mistake was made; undefined when
 * nothing is.
 */
export function wrongEnding(code: number | null, stderr: string): string | undefined {
  if (code !== 0 && code !== 2) return `ended with ${code}: ${stderr}`;
  if (/^ +at .*:\d+/m.test(stderr)) return `printed a stack: ${stderr}`;
  if (code === 2 && !/^dof: .+$/m.test(stderr)) return `ended with 2 and said no reason: ${stderr}`;
  return undefined;
}

/** Command lines, in this process and with everything real but the workers. */
export const commandLines: Surface<readonly string[]> = {
  inputs: commandLineArguments,
  async prepare(folder) {
    await writeCommandLineFiles(folder);
    // Commands load what they do when they are first done, which is none of the time that an input takes; and libraries
    // that are loaded, such as TensorFlow.js by `doctor`, leave names of their own in `globalThis`.
    await done(['run', 'tiny.yaml', '--out', 'warm-up'], folder);
    await done(['list', 'backends'], folder);
    await done(['doctor'], folder);
    for (const command of COMMANDS) await done([command, 'missing.yaml'], folder);
    await rm(join(folder, 'warm-up'), { recursive: true });
  },
  async attempt(arguments_, folder) {
    const { code, errors } = await done(arguments_, folder);
    const wrong = wrongEnding(code, errors);
    if (wrong !== undefined) throw new Error(wrong);
  },
};

async function done(
  arguments_: readonly string[],
  folder: string,
): Promise<{ readonly code: number; readonly errors: string }> {
  const errors: string[] = [];
  const code = await runCli(
    {
      arguments: arguments_,
      workingDirectory: folder,
      environment: {},
      stdout: sink(),
      stderr: sink(errors),
      onInterruption: () => () => undefined,
      exit: () => undefined,
    },
    { ...compose(), createExecutor: () => inProcessExecutor() },
  );
  return { code, errors: errors.join('') };
}

/** A folder given by the user is written to wherever it is, so only those below are given; so are long trainings. */
function withoutWaysOut(arguments_: readonly string[]): readonly string[] {
  // Every operand of merge may be the folder that it writes.
  const anywhere = arguments_.includes('merge');
  return arguments_.map((argument, i) => {
    const names = anywhere || /^--(out|store|combine|to)$/.test(arguments_[i - 1] ?? '');
    return names && /^([/~]|.*\.\.)/.test(argument) ? 'out' : argument;
  });
}

function sink(chunks?: string[]): OutputStream {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks?.push(chunk.toString());
      done();
    },
  });
}
