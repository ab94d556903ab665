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
export type { TableFormat } from './tables/format-table.js';
export { summaryTable, type SummaryTableOptions } from './tables/summary-table.js';
export type { Comparison, ComparisonEntry, ComparisonLevel, DifferenceAtD } from './comparison/comparison.js';
export { compareMethods, type ComparisonInput } from './comparison/compare-methods.js';
export { mergeComparisons } from './comparison/merge-comparisons.js';
export { writeComparison, writeComparisons } from './comparison/write-comparison.js';
export { comparisonTable } from './comparison/comparison-table.js';
export { pictureOf, stillFigure } from './figures/still-figure.js';
export { phaseTransitionFigure } from './figures/phase-transition-figure.js';
export {
  thresholdCurvesFigure,
  type ThresholdCurves,
  type ThresholdPanel,
  type ThresholdPoint,
  type ThresholdSeries,
} from './figures/threshold-curves-figure.js';
export { writeThresholdCurves, type ThresholdCurvesReport } from './files/write-threshold-curves.js';
export { renderSvg } from './rendering/render-svg.js';
export { renderPng } from './rendering/render-png.js';
export { writeReport } from './files/write-report.js';
export { documentChunks } from './document/document-chunks.js';
export { fileReporter, type FileReporter } from './files/file-reporter.js';
export type { DetailedReportInput, ReportDetails } from './input/report-details.js';
export type { PredictedLevel, ThresholdPrediction } from './input/threshold-prediction.js';
export { networkHash, readPredictions } from './input/read-predictions.js';
export { readPreparations } from './input/read-preparations.js';
export { buildReport } from './report/build-report.js';
export { allFigures, type Report, type ReportFigures, type ReportTables } from './report/report.js';
export type { Figure } from './figures/figure.js';
export { seriesOf, type Series } from './series/series.js';
export type { Spectrum } from './rows/spectra.js';
export type { Cell, Column, DataTable, Row } from './tables/data-table.js';
export { readPageLibraries, type PageLibraries } from './page/page-libraries.js';
export { reportPage } from './page/report-page.js';
export { register, type InstanceRegistry } from './register.js';
