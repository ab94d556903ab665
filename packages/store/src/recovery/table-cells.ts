/** Type byte of a leaf page of a table (SQLite file format, section 1.6, "B-tree Pages"). */
const TABLE_LEAF = 0x0d;
const DATABASE_HEADER_BYTES = 100;

/** A row as it lies in the leaf page of a table: its number, and its record, of which a part may be elsewhere. */
export interface TableCell {
  readonly rowid: number;
  /** Bytes of the whole record. */
  readonly recordBytes: number;
  /** The part of the record that is in this page. */
  readonly local: Buffer;
  /** The page on which the record goes on; 0 when all of it is here. */
  readonly overflowPage: number;
}

/** The rows on a page; none where it is no leaf page of a table. What lies outside of the page is passed over. */
export function* tableCells(page: Buffer): Generator<TableCell> {
  // Only the first page has the database's header before it.
  const start = page.toString('latin1', 0, 15) === 'SQLite format 3' ? DATABASE_HEADER_BYTES : 0;
  if (page[start] !== TABLE_LEAF) return;
  const count = page.readUInt16BE(start + 3);
  for (let cell = 0; cell < count; cell += 1) {
    const pointer = start + 8 + 2 * cell;
    if (pointer + 2 > page.length) return;
    const found = cellAt(page, page.readUInt16BE(pointer));
    if (found !== undefined) yield found;
  }
}

function cellAt(page: Buffer, offset: number): TableCell | undefined {
  const size = readVarint(page, offset);
  const rowid = size && readVarint(page, size.end);
  if (size === undefined || rowid === undefined) return undefined;
  const localBytes = bytesInPage(size.value, page.length);
  const end = rowid.end + localBytes;
  const spills = localBytes < size.value;
  if (end + (spills ? 4 : 0) > page.length) return undefined;
  return {
    rowid: rowid.value,
    recordBytes: size.value,
    local: page.subarray(rowid.end, end),
    overflowPage: spills ? page.readUInt32BE(end) : 0,
  };
}

/** How much of a record is kept in the leaf itself (section 1.6, with U = page size and X = U - 35). */
function bytesInPage(record: number, usable: number): number {
  const most = usable - 35;
  if (record <= most) return record;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wanted = least + ((record - least) % (usable - 4));
  return wanted <= most ? wanted : least;
}

/** A big-endian number of 1 to 9 bytes, seven bits in each; undefined where the buffer ends before it. */
export function readVarint(
  buffer: Buffer,
  offset: number,
): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let i = 0; i < 9; i += 1) {
    const byte = buffer[offset + i];
    if (byte === undefined) return undefined;
    if (i === 8) return { value: value * 256 + byte, end: offset + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: offset + i + 1 };
  }
  return undefined;
}
