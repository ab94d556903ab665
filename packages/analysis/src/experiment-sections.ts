import type { ExperimentWith } from '@dof/core';
import { benchmarkSettings } from './comparison/benchmark-settings.js';
import { predictionSettings } from './prediction/prediction-settings.js';
import { widthSettings } from './sub-level-set/width-settings.js';

/**
 * The sections of an experiment file that this package reads:
 * `readExperiment('my-experiment.yaml', { sections: experimentSections })`.
 */
export const experimentSections = {
  benchmark: benchmarkSettings,
  prediction: predictionSettings,
  width: widthSettings,
};

/** An experiment with settings for comparisons, predictions and widths. */
export type AnalysedExperiment = ExperimentWith<typeof experimentSections>;
