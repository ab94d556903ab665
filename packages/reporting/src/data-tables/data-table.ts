export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

/** One column: its name for programs, what it is called for people, what it holds. */
export interface Column<Name extends string = string> {
  readonly name: Name;
  readonly title: string;
  readonly type: 'text' | 'integer' | 'number' | 'boolean';
}

/** Rows may be made while they are read, again at every iteration. */
export interface Rows extends Iterable<Row> {
  /** Gives the cells of these columns, row by row, each to the function of its column; takes less than making rows. */
  readonly readCells?: (columns: readonly string[], take: readonly ((cell: Cell) => void)[]) => void;
}

/** What was measured as rows of named cells; one table is a CSV file, a Parquet file, and a table in the page. */
export interface DataTable {
  /** A file name without extension. */
  readonly name: string;
  /** What the rows are, in one line. */
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: Rows;
}
