import type { TopLevelSpec } from 'vega-lite';
import type { DataTable } from '../tables/data-table.js';

/** A picture with what it shows as numbers. */
export interface Figure {
  /** A file name without extension, and the anchor in the page. */
  readonly id: string;
  /** What it shows, in a few words. */
  readonly title: string;
  /** How to read it. */
  readonly caption: string;
  readonly spec: TopLevelSpec;
  /** What files draw, where it is another figure than that of the page. */
  readonly still?: TopLevelSpec;
  /** The numbers behind it. */
  readonly table: DataTable;
}
