import { readVarint } from './table-cells.js';

/** Bytes of a value by its serial type, 0 to 11 (SQLite file format, section 2.1, "Record Format"). */
const FIXED_BYTES = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0];

/** The texts among a record's columns, in order, as UTF-8; none where it is no record. */
export function recordTexts(record: Buffer): readonly Buffer[] {
  const header = readVarint(record, 0);
  if (header === undefined || header.value > record.length) return [];
  const texts: Buffer[] = [];
  let body = header.value;
  for (let at = header.end; at < header.value;) {
    const type = readVarint(record, at);
    if (type === undefined) return texts;
    at = type.end;
    const bytes = type.value < 12 ? FIXED_BYTES[type.value] : Math.floor((type.value - 12) / 2);
    if (body + bytes > record.length) return texts;
    if (type.value >= 13 && type.value % 2 === 1) texts.push(record.subarray(body, body + bytes));
    body += bytes;
  }
  return texts;
}
