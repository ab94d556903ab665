import type { TopLevelSpec } from 'vega-lite';
import type { DataTable } from '../data-tables/data-table.js';
import type { Html } from '../page/html.js';
import type { ReportFacts } from '../report/report-facts.js';

/** A picture with what it shows as numbers. */
export interface Figure {
  /** A file name without extension, and the anchor in the page. */
  readonly id: string;
  /** What it shows, in a few words. */
  readonly title: string;
  /** How to read it. */
  readonly caption: string;
  readonly spec: TopLevelSpec;
  /** What is drawn into files; default: `spec`. */
  readonly still?: TopLevelSpec;
  /** The numbers behind it. */
  readonly table: DataTable;
  /** What the page's scripts draw and save, where `table` is a part of it; default: `table`. */
  readonly wholeTable?: DataTable;
}

/**
 * A figure of the report, and all that the report must know of it. To add one, export this from a module and list it in
 * `report-figures.ts`.
 */
export interface FigureModule {
  readonly section: FigureSection;
  /** Makes its table and pictures of the facts. */
  readonly make: (facts: ReportFacts) => FigureContent;
}

/** Where a figure stands on the page; without pictures the section is absent. */
export interface FigureSection {
  /** The anchor, different from those of all figures. */
  readonly id: string;
  /** The heading, and the entry in the contents. */
  readonly title: string;
  /** The label of the list of pictures, of which one is shown at a time; absent: all are shown. */
  readonly chooser?: string;
}

/** What a figure module makes of a set of runs. */
export interface FigureContent {
  /**
   * The whole table behind its pictures, written to `tables/` unless it has no rows; absent where each picture has its own,
   * on the page alone, and where it would say nothing that other tables do not.
   */
  readonly table?: DataTable;
  /** Each is written to `figures/`; none where there is nothing to show. */
  readonly pictures: readonly Figure[];
  /** What the page shows, under controls of its own; default: the pictures. */
  readonly onPage?: { readonly pictures: readonly Figure[]; readonly controls: Html };
}

/** What pictures in files show, and the page at first: a loss level and a start; and delta, which is never chosen. */
export interface ShownFirst {
  readonly level: number;
  readonly start: string;
  readonly delta: number;
}

export function shownFirst({ level = 0, starts, summary }: ReportFacts): ShownFirst {
  return { level, start: starts.at(0) ?? '', delta: summary.delta };
}
