import { plainText } from '@dof/core/errors';

/** Lines of columns padded to their widest cell; the last column is left as it is. */
export function alignedColumns(given: readonly (readonly string[])[], gap = '  '): readonly string[] {
  const rows = given.map((row) => row.map(plainText));
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column])))
      .join(gap)
      .trimEnd(),
  );
}

/** Cells padded on the left to their column's widest. */
export function rightAligned(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column])));
}
