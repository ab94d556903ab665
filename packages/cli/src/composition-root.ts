import { PluginRegistry, readExperiment, runExperiment, workerPoolExecutor } from '@dof/core';
import {
  compareMethods,
  comparisonTable,
  fileReporter,
  resultsDocument,
  phaseTransitionFigure,
  renderSvg,
  summarise,
  summaryTable,
  mergeComparisons,
  writeComparison,
  writeComparisons,
} from '@dof/reporting';
import { openRunStore } from '@dof/store';
import { foundComparisons } from './benchmark/found-comparisons.js';
import { connectExecutor, startWorker } from './queue/queue-services.js';
import type { Services } from './services.js';

/** Wires the packages together; nothing else in this package chooses an implementation. */
export function compose(): Services {
  return {
    readExperiment,
    runExperiment,
    openStore: openRunStore,
    createExecutor: workerPoolExecutor,
    connectExecutor,
    startWorker,
    findPlugins: (baseDirectory) => PluginRegistry.create(baseDirectory),
    summarise: (input) => {
      const summary = summarise(input);
      return { text: summaryTable(summary), data: resultsDocument(input, summary) };
    },
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
    writeReport: (input, directory) => fileReporter.report(input, directory),
  };
}
