import { DofError } from '@dof/core';
import { rowsToTrials, type RunRow, type SeriesTrials } from './rows-to-trials.js';
import {
  badColumns,
  findColumns,
  isNumberedSeed,
  quoted,
  settingItself,
  type ColumnNames,
  type ColumnPlaces,
  type SettingName,
} from './run-columns.js';
import { seriesLabels, settingColumns, type ColumnChoice, type RowSettings } from './setting-columns.js';

/** A table of runs as text, whatever file it came from. */
export interface RunTable {
  /** For messages. */
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly RunTableRow[];
}

export interface RunTableRow {
  /** A cell for each column of the header. */
  readonly cells: readonly string[];
  /** Where it began in the file, counted from 1; for messages. */
  readonly line: number;
}

/** How a table is read. */
export interface RunTableOptions {
  /** Which column is compared with a level. */
  readonly measure: 'loss' | 'accuracy';
  /** Names of columns in this table; absent: usual names. */
  readonly columns?: ColumnNames;
  /** Which columns tell series apart; default: those with usual names of settings. */
  readonly choice?: ColumnChoice;
  /** How messages name a setting; default: by its name. */
  readonly setting?: SettingName;
}

/** The runs of one series of a table. */
export interface TableSeries extends SeriesTrials {
  /** What tells it from the others; empty where it is the only one. */
  readonly label: string;
}

/**
 * Turns a table of runs into trials, series by series: runs that differ in nothing but d and seed. Without seeds every
 * row is a run of its own; a value that is empty or not a number, as of a run that diverged, reaches nothing.
 *
 * @throws DofError DOF_UNREADABLE_RUNS, DOF_BAD_COLUMNS, DOF_BAD_ROW and DOF_TRIAL_REPEATED with the line
 */
export function readRunTable({ name, header, rows }: RunTable, options: RunTableOptions): readonly TableSeries[] {
  const { measure, columns = {}, choice = { by: [], ignore: [] }, setting = settingItself } = options;
  const places = findColumns(header, columns, setting);
  for (const column of ['d', measure] as const) {
    if (places[column] !== undefined) continue;
    throw badColumns(
      `${name} has no column for ${column === 'd' ? 'd, the degrees of freedom' : `the ${column}`} among ` +
        `${header.map(quoted).join(', ')}: say which with ${setting('columns')} ${column}=NAME`,
    );
  }
  if (rows.length === 0) throw new DofError('DOF_UNREADABLE_RUNS', `${name} has a header and no runs`);
  const read = rowReader(header, places, measure, name);
  const runs = rows.map((row) => ({ cells: row.cells, run: read(row) }));
  const allCells = rows.map(({ cells }) => cells);
  const settingsOf = settingColumns(header, allCells, places, choice, setting);
  const series = new Map<string, { settings: RowSettings; runs: RunRow[] }>();
  for (const { cells, run } of runs) {
    const settings = settingsOf(cells);
    const key = JSON.stringify(settings);
    const found = series.get(key) ?? { settings, runs: [] };
    series.set(key, found);
    found.runs.push(run);
  }
  const found = [...series.values()];
  const labels = seriesLabels(found.map(({ settings }) => settings));
  return found.map((one, i) => ({ label: labels[i], ...rowsToTrials(one.runs, { name, measure, setting }) }));
}

/** Turns rows into runs; texts that name runs become numbers by their first appearance. */
function rowReader(
  header: readonly string[],
  places: ColumnPlaces,
  measure: 'loss' | 'accuracy',
  name: string,
): (row: RunTableRow) => RunRow {
  const named = new Map<string, number>();
  const numbered = places.seed === undefined || isNumberedSeed(header[places.seed]);
  return ({ cells, line }) => {
    const cell = (place: number | undefined): string => (place === undefined ? '' : cells[place]);
    const fail = (what: string, value: string, wanted: string): DofError =>
      new DofError('DOF_BAD_ROW', `${name}, line ${line}: ${what} is ${quoted(value)}, expected ${wanted}`);

    const d = Number(cell(places.d));
    if (cell(places.d) === '' || !Number.isSafeInteger(d) || d < 1) {
      throw fail('d', cell(places.d), 'a whole number of at least 1');
    }
    const seedText = cell(places.seed);
    if (numbered && !Number.isSafeInteger(Number(seedText))) throw fail('the seed', seedText, 'a whole number');
    if (!numbered && !named.has(seedText)) named.set(seedText, named.size);
    const seed = numbered ? Number(seedText) : named.get(seedText);
    const value = valueOf(cell(places[measure]), measure);
    if (value === undefined) throw fail(`the ${measure}`, cell(places[measure]), 'a number, nothing, nan or inf');
    const cluster = cell(places.cluster);
    return {
      ...{ line, d, value, stopped: isTrue(cell(places.stopped)) },
      ...(seedText !== '' && { seed }),
      ...(cluster !== '' && { cluster }),
      ...(places.epoch !== undefined && { epoch: cell(places.epoch) }),
    };
  };
}

/** `level-reached` is the word of `dof runs`; a run stopped as hopeless counts as a failure. */
function isTrue(text: string): boolean {
  return /^(true|yes|1|level-reached)$/i.test(text);
}

function valueOf(text: string, measure: 'loss' | 'accuracy'): number | undefined {
  const nothing = measure === 'loss' ? Infinity : -Infinity;
  if (/^(|nan|null|none|na|n\/a|[+-]?inf(inity)?)$/i.test(text)) return nothing;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
