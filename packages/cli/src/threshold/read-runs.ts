import { readFile, stat } from 'node:fs/promises';
import { DofError, errorCode, errorMessage } from '@dof/core/errors';
import { CsvError, parse } from 'csv-parse/sync';
import { rowsToTrials, type RunRow, type SeriesTrials } from './rows-to-trials.js';
import { badColumns, findColumns, isNumberedSeed, quoted, type ColumnPlaces } from './run-columns.js';
import { settingColumns, type ColumnChoice, type RowSettings } from './setting-columns.js';
import { tableLabels } from './table-labels.js';

/** Far more than a million runs; a larger file is no table of runs. */
const MOST_BYTES = 256 * 2 ** 20;
/** A longer line has a quotation mark too many. */
const LONGEST_RECORD = 100_000;
const DELIMITERS = [',', ';', '\t'];

export interface RunTableQuestion {
  readonly file: string;
  /** As written by the user, for messages. */
  readonly name: string;
  /** Which column is compared with the level. */
  readonly measure: 'loss' | 'accuracy';
  /** Names of columns, see `findColumns`. */
  readonly columns?: string;
  /** Which columns tell series apart, see `settingColumns`. */
  readonly choice: ColumnChoice;
}

/** A row of the file, and the line it began on, counted from 1. */
interface Row {
  readonly record: readonly string[];
  readonly line: number;
}

/** The runs of one series of a table. */
export interface TableSeries extends SeriesTrials {
  /** What tells it from the others; empty where it is the only one. */
  readonly label: string;
}

/**
 * Reads runs from a file of comma, semicolon or tab separated values with a header, series by series: runs that differ in
 * nothing but d and seed. Without seeds every row is a run of its own; a value that is empty or not a number, as of a
 * run that diverged, reaches nothing.
 *
 * @throws DofError DOF_UNREADABLE_RUNS, DOF_BAD_COLUMNS, DOF_BAD_ROW and DOF_TRIAL_REPEATED with the line
 */
export async function readRuns(question: RunTableQuestion): Promise<readonly TableSeries[]> {
  const { file, name, measure, columns, choice } = question;
  const [header, ...rows] = rowsOf(await readText(file, name), name);
  if (header === undefined)
    throw new DofError('DOF_UNREADABLE_RUNS', `${name} is empty: the first line names the columns`);
  const places = findColumns(header.record, columns);
  for (const column of ['d', measure] as const) {
    if (places[column] !== undefined) continue;
    throw badColumns(
      `${name} has no column for ${column === 'd' ? 'd, the degrees of freedom' : `the ${column}`} among ` +
        `${header.record.map(quoted).join(', ')}: say which with --columns ${column}=NAME`,
    );
  }
  if (rows.length === 0) throw new DofError('DOF_UNREADABLE_RUNS', `${name} has a header and no runs`);
  const read = rowReader(header.record, places, measure, name);
  const runs = rows.map((row) => ({ row: row.record, run: read(row) }));
  const settingsOf = settingColumns(
    header.record,
    rows.map(({ record }) => record),
    places,
    choice,
  );
  const series = new Map<string, { settings: RowSettings; runs: RunRow[] }>();
  for (const { row, run } of runs) {
    const settings = settingsOf(row);
    const key = JSON.stringify(settings);
    const found = series.get(key) ?? { settings, runs: [] };
    series.set(key, found);
    found.runs.push(run);
  }
  const found = [...series.values()];
  const labels = tableLabels(found.map(({ settings }) => settings));
  return found.map((one, i) => ({ label: labels[i], ...rowsToTrials(one.runs, measure, name) }));
}

async function readText(file: string, name: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > MOST_BYTES) {
      throw new DofError('DOF_UNREADABLE_RUNS', `${name} has ${size} bytes, at most ${MOST_BYTES} are read`);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    const reason = errorCode(error) ?? errorMessage(error);
    const meanings: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a folder',
      EACCES: 'permission denied',
      ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not text in UTF-8',
    };
    if (reason.startsWith('DOF_')) throw error;
    throw new DofError('DOF_UNREADABLE_RUNS', `cannot read ${name}: ${meanings[reason] ?? reason}`, { cause: error });
  }
}

/** What the first line has most of, outside of quotation marks; a comma where it has none. */
function delimiterOf(text: string): string {
  const [header = ''] = text.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/, 1);
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))];
}

interface InformedRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function rowsOf(text: string, name: string): readonly Row[] {
  try {
    // The types of csv-parse do not tell that `info` puts each record beside what is known of it.
    const rows: unknown = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      max_record_size: LONGEST_RECORD,
      skip_empty_lines: true,
      trim: true,
    });
    return (rows as InformedRecord[]).map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DofError('DOF_UNREADABLE_RUNS', `${name}: ${error.message.replaceAll(/\p{C}/gu, '?')}`, { cause: error });
  }
}

/** Turns rows into runs; texts that name runs become numbers by their first appearance. */
function rowReader(
  header: readonly string[],
  places: ColumnPlaces,
  measure: 'loss' | 'accuracy',
  name: string,
): (row: Row) => RunRow {
  const named = new Map<string, number>();
  const numbered = places.seed === undefined || isNumberedSeed(header[places.seed]);
  return ({ record, line }) => {
    const cell = (place: number | undefined): string => (place === undefined ? '' : record[place]);
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
