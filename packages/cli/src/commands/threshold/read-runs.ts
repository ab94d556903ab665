import { readFile, stat } from 'node:fs/promises';
import { readRunTable, RUN_COLUMNS, type ColumnNames, type RunTableOptions, type TableSeries } from '@dof/analysis';
import { DofError, errorCode, errorMessage } from '@dof/core/errors';
import { CsvError, parse } from 'csv-parse/sync';

/** Far more than a million runs; a larger file is no table of runs. */
const MOST_BYTES = 256 * 2 ** 20;
/** A longer line has a quotation mark too many. */
const LONGEST_RECORD = 100_000;
const DELIMITERS = [',', ';', '\t'];

export interface RunFileOptions extends Omit<RunTableOptions, 'columns'> {
  readonly file: string;
  /** As written by the user, for messages. */
  readonly name: string;
  /** The value of `--columns`, such as `d=k,loss=min_loss`. */
  readonly columns?: string;
}

/**
 * Reads runs from a file of comma, semicolon or tab separated values with a header, series by series.
 *
 * @throws DofError DOF_UNREADABLE_RUNS, DOF_BAD_COLUMNS, and what `readRunTable` throws
 */
export async function readRuns({ file, name, columns, ...options }: RunFileOptions): Promise<readonly TableSeries[]> {
  const [header, ...rows] = rowsOf(await readText(file, name), name);
  if (header === undefined) {
    throw new DofError('DOF_UNREADABLE_RUNS', `${name} is empty: the first line names the columns`);
  }
  const names = columns === undefined ? undefined : parseColumns(columns);
  return readRunTable({ name, header: header.cells, rows }, { ...options, columns: names });
}

function parseColumns(mapping: string): ColumnNames {
  const pairs = mapping.split(',').map((part) => {
    const at = part.indexOf('=');
    const column = part.slice(0, Math.max(0, at)).trim();
    const name = part.slice(at + 1).trim();
    if (!RUN_COLUMNS.some((known) => known === column) || name === '') {
      throw new DofError(
        'DOF_BAD_COLUMNS',
        `--columns ${mapping}: expected pairs such as d=k,loss=min_loss, of ${RUN_COLUMNS.join(', ')}`,
      );
    }
    return [column, name] as const;
  });
  return Object.fromEntries(pairs);
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

function rowsOf(text: string, name: string) {
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
    return (rows as InformedRecord[]).map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DofError('DOF_UNREADABLE_RUNS', `${name}: ${error.message.replaceAll(/\p{C}/gu, '?')}`, { cause: error });
  }
}
