import { isUtf8 } from 'node:buffer';
import { DatabasePages } from './database-pages.js';
import { recordTexts } from './record-texts.js';
import { tableCells } from './table-cells.js';

/**
 * True where every name and statement in a database's schema is valid UTF-8. Looked at before SQLite does: the driver
 * ends the whole process where a text is not.
 */
export function isReadableSchema(file: string): boolean {
  const first = new DatabasePages(file).page(1, 'newest');
  if (first === undefined) return false;
  return [...tableCells(first)].every(({ local }) => recordTexts(local).every((text) => isUtf8(text)));
}
