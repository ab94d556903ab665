import { platform } from 'node:process';
import { adaptiveSearch } from '@dof/analysis';
import {
  PluginRegistry,
  readExperiment,
  resolveExperiment,
  runExperiment,
  workerPoolExecutor,
  type RunResult,
} from '@dof/core';
import {
  compareMethods,
  comparisonTable,
  buildReport,
  documentChunks,
  phaseTransitionFigure,
  readPredictions,
  readPreparations,
  renderSvg,
  summarise,
  summaryTable,
  mergeComparisons,
  writeComparison,
  writeComparisons,
  writeReport,
  writeThresholdCurves,
} from '@dof/reporting';
import { openRunStore } from '@dof/store';
import { openFile } from './output/open-file.js';
import { foundComparisons } from './benchmark/found-comparisons.js';
import { connectExecutor, startWorker } from './queue/queue-services.js';
import type { Services } from './services.js';

/** Wires the packages together; nothing else in this package chooses an implementation. */
export function compose(): Services {
  return {
    readExperiment,
    runExperiment: (experiment, environment) => runExperiment(experiment, { strategy: adaptiveSearch, ...environment }),
    resolveExperiment: (experiment) => resolveExperiment(experiment),
    openStore: openRunStore,
    createExecutor: workerPoolExecutor,
    connectExecutor,
    startWorker,
    findPlugins: (baseDirectory) => PluginRegistry.create(baseDirectory),
    drawPhaseTransitions: async (input) => {
      const summary = summarise(input);
      return Promise.all(
        summary.methods.map(async (method) => ({
          title: method.label,
          svg: await renderSvg(phaseTransitionFigure(summary, method)),
        })),
      );
    },
    compare: async (input, directory) => {
      const comparison = compareMethods(input);
      const files = await writeComparison(comparison, directory);
      return { text: comparisonTable(comparison), data: comparison, files };
    },
    combineComparisons: async (directory) =>
      writeComparisons(mergeComparisons(await foundComparisons(directory)), directory),
    writeReport: async (input, directory) => {
      const predictions = await readPredictions(directory);
      const report = buildReport({
        ...input,
        predictions,
        preparations: await preparationsOf(input.results, directory),
      });
      const files = await writeReport(report, directory);
      return { text: summaryTable(report.summary), json: () => documentChunks(report.document), files };
    },
    openFile: (path) => openFile(path, platform),
    writeThresholdCurves,
  };
}

/** Opens the folder's store only where a run had something prepared. */
async function preparationsOf(results: readonly RunResult[], directory: string) {
  if (results.every(({ preparationKey }) => preparationKey === undefined)) return undefined;
  const store = await openRunStore(directory);
  try {
    return await readPreparations(store, results);
  } finally {
    await store.close();
  }
}
