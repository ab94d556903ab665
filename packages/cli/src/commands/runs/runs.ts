import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { groupIntoSeries, seriesByHash, shortStartLabel, type RunResult } from '@dof/core';
import { DofError, errorMessage } from '@dof/core/errors';
import type { CommandContext } from '../../command-line/command-context.js';
import { alignedColumns } from '../../terminal/aligned-columns.js';
import { countOf, formatAccuracy, formatDuration, formatLoss } from '../../terminal/format-numbers.js';
import { sayOn } from '../../terminal/printing.js';
import { runsAsCsv, runsAsJson } from './export-runs.js';

/** An inclusive range of whole numbers. */
export type Range = readonly [number, number];

/** As the command line gives them. */
export interface RunsOptions {
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

/** What `dof runs DIR` does. */
export async function runs(folder: string, options: RunsOptions, context: CommandContext): Promise<void> {
  const { terminal, services } = context;
  const directory = resolve(terminal.workingDirectory, folder);
  const onNotice = sayOn(terminal);
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
  const series = seriesByHash(groupIntoSeries(results));
  const head = ['method', 'd', 'seed', 'start', 'train loss', 'test accuracy', 'status', 'time', 'hash'];
  const rows = results.map(({ hash, specification, status, best, wallTimeSeconds }) => [
    series.get(hash)?.label ?? specification.method.name,
    String(specification.degreesOfFreedom),
    String(specification.seed),
    shortStartLabel(series.get(hash)?.start ?? { type: 'init' }),
    best === undefined ? '-' : formatLoss(best.trainLoss),
    best === undefined ? '-' : formatAccuracy(best.testAccuracy),
    status,
    formatDuration(wallTimeSeconds),
    hash.slice(0, 12),
  ]);
  return `${alignedColumns([head, ...rows]).join('\n')}\n`;
}

/** How each export begins, in this version and before: a file that begins otherwise is none, and is not replaced. */
const BEGINNINGS = ['series,', 'method,', '[', 'method '];

function write(file: string, text: string): void {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there?.isFile() && there.size > 0) {
    const begin = readFileSync(file, 'utf8').slice(0, 16);
    if (!BEGINNINGS.some((beginning) => begin.startsWith(beginning))) {
      throw new DofError(
        'DOF_FOREIGN_FILE',
        `${file} is there, and is no export of dof: name another file, or remove it`,
      );
    }
  }
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new DofError('DOF_OUTPUT_NOT_WRITABLE', `cannot write ${file} (${errorMessage(error)}): name another file`, {
      cause: error,
    });
  }
}
