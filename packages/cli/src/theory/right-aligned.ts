/** Cells padded on the left to their column's widest. */
export function rightAligned(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column])));
}
