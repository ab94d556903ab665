import type { ResultsDocument } from '../document/results-document.js';
import type { PhaseTransitionData } from '../figures/phase-transition/phase-transition-data.js';
import type { LeaderboardEntry } from '../summary/leaderboard.js';
import type { Series } from '../summary/series.js';
import type { Summary } from '../summary/summary.js';
import type { DetailedReportInput } from './report-details.js';

/** What is known of the runs before it is drawn: tables and figures of a report are made from it. */
export interface ReportFacts {
  readonly input: DetailedReportInput;
  readonly summary: Summary;
  readonly series: readonly Series[];
  readonly document: ResultsDocument;
  /** Success and d* at every loss level; one per series. */
  readonly phases: readonly PhaseTransitionData[];
  /** Every series beside the null model, at every loss level. */
  readonly leaderboard: readonly LeaderboardEntry[];
  /** The loss level shown first; undefined where there is none. */
  readonly level?: number;
  /** In the order of the series; the first is shown first. */
  readonly starts: readonly string[];
}
