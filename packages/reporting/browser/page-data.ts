/** What the page's scripts are given, as JSON inside the page. */
export interface PageData {
  /** By the id of their element. */
  readonly figures: Readonly<Record<string, PageFigure>>;
  /** By name; for the figures and for the page's downloads. */
  readonly tables: Readonly<Record<string, PageTable>>;
}

export interface PageFigure {
  /** A vega-lite specification. */
  readonly spec: object;
  /** The table that its data are, where they are not in the specification. */
  readonly table?: string;
}

export interface PageTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly PageCell[])[];
}

export type PageCell = string | number | boolean | null;
