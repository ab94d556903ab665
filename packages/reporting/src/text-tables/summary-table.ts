import {
  describeInterval,
  roundedThreshold,
  type SuccessProbability,
  type ThresholdTrainingDimension,
} from '@dof/analysis';
import { headline, startNote } from '../summary/in-words.js';
import type { IntrinsicDimension } from '../summary/intrinsic-dimension.js';
import type { MethodSummary, Summary } from '../summary/summary.js';
import { formatTable, type TableFormat } from './format-table.js';

export interface SummaryTableOptions {
  /** Default: `text`. */
  readonly format?: TableFormat;
}

/**
 * Success probability by d and loss level, and the threshold training dimension per level, for each method; ends in
 * a newline.
 */
export function summaryTable(summary: Summary, { format = 'text' }: SummaryTableOptions = {}): string {
  if (summary.methods.length === 0) return 'No runs yet.\n';
  return summary.methods.map((method) => methodTables(method, summary, format)).join('\n');
}

function methodTables(method: MethodSummary, { delta, confidence }: Summary, format: TableFormat): string {
  const title = headline(method);
  const success = 'Success probability by d and training loss level (n: runs at this d)';
  const threshold = `Threshold training dimension d*: least d with success probability at least ${percent(1 - delta)}`;
  const heading = (text: string, level: number) =>
    format === 'markdown' ? `${'#'.repeat(level)} ${text}\n` : `${text}\n`;
  const parts = [heading(title, 2)];
  if (method.levels.length === 0)
    return `${parts.join('')}\nNo run had a finite loss, so there is no level to ask about.\n`;
  return [
    ...parts,
    heading(success, 3),
    formatTable(successTable(method), format),
    heading(threshold, 3),
    formatTable(thresholdTable(method, confidence), format) + notes(method),
  ].join('\n');
}

function successTable({ degreesOfFreedom, levels }: MethodSummary) {
  return {
    header: ['d', 'n', ...levels.map(({ level }) => String(level))],
    rows: degreesOfFreedom.map((d, i) => [
      String(d),
      String(levels[0].success[i].trials),
      ...levels.map(({ success }) => successShare(success[i])),
    ]),
  };
}

function thresholdTable({ levels, intrinsicDimension }: MethodSummary, confidence: number) {
  const intrinsic = intrinsicDimension === undefined ? [] : [intrinsicRow(intrinsicDimension)];
  return {
    header: ['loss level', 'd*', `${percent(confidence)} interval`],
    rows: [
      ...levels.map(({ level, threshold }) => [String(level), estimate(threshold), describeInterval(threshold)]),
      ...intrinsic,
    ],
    leftAligned: [1, 2],
  };
}

/** Li et al. 2018. */
function intrinsicRow({ share, level, threshold }: IntrinsicDimension): readonly string[] {
  const name = `d_int${Number((100 * share).toPrecision(4))}, test accuracy ${level.toFixed(4)}`;
  return [name, estimate(threshold), describeInterval(threshold)];
}

/** What the reader must know of levels and of stopped runs, apart from the table; nothing where there is nothing. */
function notes(method: MethodSummary): string {
  const { levels, runs } = method;
  const words = [...levels.map((level) => startNote(level, runs.length)), stoppedNote(method)];
  const lines = words.flatMap((line) => (line === undefined || line === '' ? [] : [`${line.trimEnd()}\n`]));
  return lines.length === 0 ? '' : `\n${lines.join('')}`;
}

/** What the reader must know of runs that were stopped; nothing where none were. */
function stoppedNote({ runs }: MethodSummary): string {
  const reached = runs.filter(({ stopped }) => stopped === 'level-reached').length;
  const hopeless = runs.filter(({ stopped }) => stopped === 'hopeless').length;
  return [
    reached > 0
      ? `${reached} of ${runs.length} runs were stopped at the level of the search: lower levels are censored.\n`
      : '',
    hopeless > 0
      ? `${hopeless} of ${runs.length} runs were stopped as hopeless: success probabilities and d* are approximate.\n`
      : '',
  ].join('');
}

function estimate(threshold: ThresholdTrainingDimension): string {
  switch (threshold.status) {
    case 'measured':
      return String(roundedThreshold(threshold.dStar));
    case 'above':
      return `not reached up to d = ${threshold.largest}`;
    case 'below':
      return `already reached at d = ${threshold.smallest}`;
    case 'censored':
      return 'unknown, runs were stopped before';
    case 'no-data':
      return 'no runs';
  }
}

function successShare({ estimate, censored }: SuccessProbability): string {
  return censored === undefined ? share(estimate) : `>=${share(estimate)}`;
}

function share(probability: number): string {
  return probability === 0 || probability === 1 ? String(probability) : probability.toFixed(2);
}

/** Without the digits that subtracting leaves behind. */
function percent(value: number): string {
  return `${Number((100 * value).toPrecision(6))} %`;
}
