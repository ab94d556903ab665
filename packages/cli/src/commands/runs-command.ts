import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DofError, errorMessage, type RunResult } from '@dof/core';
import { Command, InvalidArgumentError, Option } from 'commander';
import { alignedColumns } from '../output/aligned-columns.js';
import { countOf, formatAccuracy, formatDuration, formatLoss } from '../output/format-numbers.js';
import { runsAsCsv, runsAsJson } from '../output/export-runs.js';
import type { CommandContext } from './command-context.js';
import { examples } from './examples.js';

/** An inclusive range of whole numbers. */
type Range = readonly [number, number];

interface RunsOptions {
  readonly method?: string;
  readonly d?: Range;
  readonly seed?: Range;
  readonly status?: RunResult['status'];
  readonly hash?: string;
  readonly format: 'table' | 'csv' | 'json';
  readonly to?: string;
  readonly delete: boolean;
  readonly yes: boolean;
}

/** `dof runs FOLDER`: lists, filters, exports and deletes stored runs. */
export function runsCommand(context: CommandContext): Command {
  return new Command('runs')
    .summary('list, filter, export or delete the runs of a results folder')
    .description(
      'Lists the finished runs of a results folder, oldest first; filters narrow the list, and --delete removes what is\n' +
        'listed. SQL goes further: see the README of @dof/store for the tables of runs.sqlite.',
    )
    .argument('<folder>', 'folder that `dof run` wrote')
    .option('--method <name>', 'only runs of this method')
    .option('--d <number|from-to>', 'only runs with these degrees of freedom', parseRange)
    .option('--seed <number|from-to>', 'only runs with these seeds', parseRange)
    .addOption(new Option('--status <status>', 'only runs that ended so').choices(['finished', 'diverged']))
    .option('--hash <start>', 'only runs whose hash starts so')
    .addOption(new Option('--format <format>', 'how to print them').choices(['table', 'csv', 'json']).default('table'))
    .option('--to <file>', 'write them to a file instead of printing them')
    .option('--delete', 'remove the listed runs; they are trained again when an experiment asks for them', false)
    .option('--yes', 'delete without asking', false)
    .addHelpText(
      'after',
      examples(
        'dof runs dof-results/quickstart --d 64-512 --status diverged',
        'dof runs dof-results/quickstart --format csv --to runs.csv',
        'dof runs dof-results/quickstart --method random --seed 3 --delete',
      ),
    )
    .action((folder: string, options: RunsOptions) => runs(folder, options, context));
}

async function runs(folder: string, options: RunsOptions, context: CommandContext): Promise<void> {
  const { terminal, services } = context;
  const directory = resolve(terminal.workingDirectory, folder);
  const onNotice = (line: string): void => void terminal.stderr.write(`dof: ${line}\n`);
  const reader = await services.openStore(directory, { access: 'read', onNotice });
  const chosen = (await reader.list().finally(() => reader.close())).filter((result) => matches(result, options));
  if (options.delete) {
    await confirm(chosen.length, directory, options, context);
    const store = await services.openStore(directory, { onNotice });
    const removed = await store.delete(chosen.map(({ hash }) => hash)).finally(() => store.close());
    terminal.stderr.write(`${countOf(removed, 'run')} deleted\n`);
    return;
  }
  const text = FORMATS[options.format](chosen);
  if (options.to === undefined) terminal.stdout.write(text);
  else write(resolve(terminal.workingDirectory, options.to), text);
  if (options.format === 'table' || options.to !== undefined)
    terminal.stderr.write(`${countOf(chosen.length, 'run')}\n`);
}

const FORMATS: Readonly<Record<RunsOptions['format'], (results: readonly RunResult[]) => string>> = {
  table: asTable,
  csv: runsAsCsv,
  json: runsAsJson,
};

function matches({ hash, specification, status }: RunResult, wanted: RunsOptions): boolean {
  const within = (value: number, range: Range = [-Infinity, Infinity]): boolean =>
    range[0] <= value && value <= range[1];
  return (
    (wanted.method ?? specification.method.name) === specification.method.name &&
    within(specification.degreesOfFreedom, wanted.d) &&
    within(specification.seed, wanted.seed) &&
    (wanted.status ?? status) === status &&
    hash.startsWith(wanted.hash ?? '')
  );
}

async function confirm(
  count: number,
  directory: string,
  { yes }: RunsOptions,
  { terminal }: CommandContext,
): Promise<void> {
  if (yes || count === 0) return;
  if (terminal.ask === undefined) {
    throw new DofError(
      'DOF_NOT_CONFIRMED',
      `this would delete ${countOf(count, 'run')} of ${directory}: add --yes to do it`,
    );
  }
  const answer = await terminal.ask(`Delete ${countOf(count, 'run')} of ${directory}? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new DofError('DOF_NOT_CONFIRMED', 'nothing was deleted');
}

function asTable(results: readonly RunResult[]): string {
  if (results.length === 0) return '';
  const head = ['method', 'd', 'seed', 'start', 'train loss', 'test accuracy', 'status', 'time', 'hash'];
  const rows = results.map(({ hash, specification, status, best, wallTimeSeconds }) => [
    specification.method.name,
    String(specification.degreesOfFreedom),
    String(specification.seed),
    specification.start.type === 'burn-in' ? `step ${specification.start.steps}` : 'init',
    best === undefined ? '-' : formatLoss(best.trainLoss),
    best === undefined ? '-' : formatAccuracy(best.testAccuracy),
    status,
    formatDuration(wallTimeSeconds),
    hash.slice(0, 12),
  ]);
  return `${alignedColumns([head, ...rows]).join('\n')}\n`;
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new DofError('DOF_OUTPUT_NOT_WRITABLE', `cannot write ${file} (${errorMessage(error)}): name another file`, {
      cause: error,
    });
  }
}

function parseRange(value: string): Range {
  const [, from, to = from] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(value) ?? [];
  if (from === undefined || Number(from) > Number(to)) {
    throw new InvalidArgumentError('Expected a whole number, or two with a dash such as 64-512.');
  }
  return [Number(from), Number(to)];
}
