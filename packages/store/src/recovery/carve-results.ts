import type { RunResult } from '@dof/core';
import { checksum } from '../database/run-row.js';
import { DatabasePages } from './database-pages.js';
import { recordTexts } from './record-texts.js';
import { tableCells, type TableCell } from './table-cells.js';

/** Larger records are no run: a bound on what a damaged length can ask for. */
const MOST_RECORD_BYTES = 256 * 2 ** 20;
const SHA256_HEX_LENGTH = 64;
const OPENING_BRACE = 0x7b;

/**
 * Finds every run result that is whole in what is left of a database, whatever its structure has become: each row of
 * `runs` holds its result and the SHA-256 of it, so a result proves itself. Reads pages, not tables, and so goes on
 * past damage that stops SQLite. Returns them in the order of storing, each hash once.
 */
export function carveResults(file: string): readonly RunResult[] {
  const pages = new DatabasePages(file);
  const found = new Map<string, { readonly rowid: number; readonly result: RunResult }>();
  for (const page of pages.images()) {
    for (const cell of tableCells(page)) {
      const result = resultOf(cell, pages);
      if (result !== undefined && !found.has(result.hash)) found.set(result.hash, { rowid: cell.rowid, result });
    }
  }
  return [...found.values()].sort((a, b) => a.rowid - b.rowid).map(({ result }) => result);
}

function resultOf(cell: TableCell, pages: DatabasePages): RunResult | undefined {
  if (cell.recordBytes > MOST_RECORD_BYTES) return undefined;
  for (const from of ['newest', 'file'] as const) {
    const record = wholeRecord(cell, pages, from);
    const text = record && provenResult(recordTexts(record));
    if (text !== undefined) return JSON.parse(text) as RunResult;
    if (cell.overflowPage === 0) return undefined;
  }
  return undefined;
}

/** The text whose SHA-256 is another text of the same row. */
function provenResult(texts: readonly Buffer[]): string | undefined {
  const checksums = new Set(texts.filter(({ length }) => length === SHA256_HEX_LENGTH).map((text) => text.toString()));
  return texts.find((text) => text[0] === OPENING_BRACE && checksums.has(checksum(text)))?.toString();
}

/** A record with what lies on its overflow pages; undefined where their chain breaks off. */
function wholeRecord(cell: TableCell, pages: DatabasePages, from: 'newest' | 'file'): Buffer | undefined {
  const parts = [cell.local];
  let missing = cell.recordBytes - cell.local.length;
  for (let number = cell.overflowPage; missing > 0;) {
    const page = number === 0 ? undefined : pages.page(number, from);
    if (page === undefined) return undefined;
    const bytes = Math.min(missing, pages.pageBytes - 4);
    parts.push(page.subarray(4, 4 + bytes));
    missing -= bytes;
    number = page.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}
