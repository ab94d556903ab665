export type { LevelSummary, MethodSummary, RunSummary, Summary } from './summary/summary.js';
export { summarise } from './summary/summarise.js';
export {
  RESULTS_DOCUMENT_FORMAT,
  type LevelDocument,
  type MethodDocument,
  type ResultsDocument,
  type RunDocument,
} from './document/results-document.js';
export { resultsDocument } from './document/build-results-document.js';
export type { TableFormat } from './text-tables/format-table.js';
export { summaryTable, type SummaryTableOptions } from './text-tables/summary-table.js';
export { leaderboardText } from './text-tables/leaderboard-text.js';
export { writeComparison, writeComparisons } from './comparison/write-comparison.js';
export { comparisonTable } from './comparison/comparison-table.js';
export { pictureOf, stillFigure } from './pictures/still-figure.js';
export { phaseTransitionFigure } from './figures/phase-transition/phase-transition-figure.js';
export {
  thresholdCurvesFigure,
  type ThresholdCurves,
  type ThresholdPanel,
  type ThresholdPoint,
  type ThresholdSeries,
} from './threshold-curves/threshold-curves-figure.js';
export { writeThresholdCurves, type ThresholdCurvesReport } from './threshold-curves/write-threshold-curves.js';
export { renderSvg } from './pictures/render-svg.js';
export { buildRunTableReport, type RunTableReport, type RunTableReportOptions } from './run-table/run-table-report.js';
export { writeRunTableReport } from './run-table/write-run-table-report.js';
export { renderPng } from './pictures/render-png.js';
export { writeReport } from './report/write-report.js';
export { documentChunks } from './document/document-chunks.js';
export { fileReporter, type FileReporter } from './report/file-reporter.js';
export type {
  DetailedReportInput,
  MeasuredWidthLevel,
  MeasuredWidths,
  PredictedLevel,
  ReportDetails,
  ReportedExperiment,
  ThresholdPrediction,
} from './report/report-details.js';
export { networkHash, readPredictions, readPreparations, readWidths } from './report/read-details.js';
export { buildReport } from './report/build-report.js';
export type { MadeReport } from './report/make-report.js';
export { updateReport } from './report/update-report.js';
export { allFigures, type Report, type ReportFigures, type ReportTables } from './report/report.js';
export type { Figure } from './figures/figure.js';
export { seriesOf, type Series } from './summary/series.js';
export type { Spectrum } from './document/spectra.js';
export type { Cell, Column, DataTable, Row } from './data-tables/data-table.js';
export { readPageLibraries, type PageLibraries } from './page/page-libraries.js';
export { reportPage } from './page/report-page.js';
