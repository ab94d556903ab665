import { platform } from 'node:process';
import {
  lateObservable,
  PluginRegistry,
  readExperiment,
  resolveExperiment,
  runExperiment,
  trainedParameters,
  workerPoolExecutor,
  type RunResult,
} from '@dof/core';
import { foundComparisons } from './commands/benchmark/combinable-comparisons.js';
import { openFile } from './commands/report/open-file.js';
import { connectExecutor, startWorker } from './queue-services.js';
import type { Services } from './services.js';

/**
 * Wires the packages together; nothing else in this package chooses an implementation. Packages that only some commands
 * need are loaded by these.
 */
export function compose(): Services {
  const analysis = () => import('@dof/analysis');
  const reporting = () => import('@dof/reporting');
  return {
    readExperiment: async (file, options) => {
      const { experimentSections: sections } = await import('@dof/analysis/experiment-sections');
      return readExperiment(file, { ...options, sections });
    },
    runExperiment: (experiment, environment) =>
      lateObservable(async () => {
        const strategy = experiment.search === undefined ? undefined : (await analysis()).adaptiveSearch;
        return runExperiment(experiment, { strategy, ...environment });
      }),
    resolveExperiment: (experiment) => resolveExperiment(experiment),
    trainedParameters,
    openStore,
    createExecutor: workerPoolExecutor,
    connectExecutor,
    startWorker,
    findPlugins: (baseDirectory) => PluginRegistry.create(baseDirectory),
    drawPhaseTransitions: async (input) => {
      const { phaseTransitionFigure, renderSvg, summarise } = await reporting();
      const summary = summarise(input);
      return Promise.all(
        summary.methods.map(async (method) => ({
          title: method.label,
          svg: await renderSvg(phaseTransitionFigure(summary, method, undefined, true)),
        })),
      );
    },
    compare: async (input, directory) => {
      const [{ compareMethods }, { comparisonTable, writeComparison }] = await Promise.all([analysis(), reporting()]);
      const comparison = compareMethods(input);
      const files = await writeComparison(comparison, directory);
      return { text: comparisonTable(comparison), data: comparison, files };
    },
    combineComparisons: async (directory) => {
      const [{ mergeComparisons }, { comparisonTable, writeComparisons }] = await Promise.all([
        analysis(),
        reporting(),
      ]);
      const comparisons = mergeComparisons(await foundComparisons(directory));
      const files = await writeComparisons(comparisons, directory);
      return { text: comparisons.map((one) => comparisonTable(one)).join('\n'), data: comparisons, files };
    },
    writeReport: async (input, directory) => {
      const { readPredictions, readWidths } = await import('@dof/reporting/read-details');
      const { updateReport } = await import('@dof/reporting/update-report');
      const predictions = await readPredictions(directory, input.results);
      const preparations = await preparationsOf(input.results, directory);
      const widths = await readWidths(directory, input.results);
      const details = { ...input, predictions, widths, preparations };
      const report = await updateReport(details, directory);
      return {
        ...report,
        json: async () => {
          const { documentChunks, resultsDocument } = await reporting();
          return documentChunks(resultsDocument(details));
        },
      };
    },
    writeRunTableReport: async (options, directory) => {
      const { buildRunTableReport, writeRunTableReport } = await reporting();
      return writeRunTableReport(buildRunTableReport(options), directory);
    },
    openFile: (path) => openFile(path, platform),
    writeThresholdCurves: async (report, directory) => (await reporting()).writeThresholdCurves(report, directory),
  };
}

const openStore: Services['openStore'] = async (directory, options) =>
  (await import('@dof/store')).openRunStore(directory, options);

/** Opens the folder's store only where a run had something prepared. */
async function preparationsOf(results: readonly RunResult[], directory: string) {
  if (results.every(({ preparationKey }) => preparationKey === undefined)) return undefined;
  const { readPreparations } = await import('@dof/reporting/read-details');
  const store = await openStore(directory);
  try {
    return await readPreparations(store, results);
  } finally {
    await store.close();
  }
}
