import type { Row } from './data-table.js';

const ROWS_PER_GROUP = 4_000;

/** The rows, so many at a time: a table of millions is made, written and forgotten piece by piece. */
export function* rowGroups(rows: Iterable<Row>): Generator<readonly Row[]> {
  let group: Row[] = [];
  for (const row of rows) {
    group.push(row);
    if (group.length < ROWS_PER_GROUP) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
