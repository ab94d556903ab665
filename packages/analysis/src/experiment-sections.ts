import type { ExperimentWith } from '@dof/core';
import { benchmarkSettings } from './comparison/benchmark-settings.js';
import { predictionSettings } from './prediction/prediction-settings.js';

/**
 * The sections of an experiment file that this package reads:
 * `readExperiment('my-experiment.yaml', { sections: experimentSections })`.
 */
export const experimentSections = { benchmark: benchmarkSettings, prediction: predictionSettings };

/** An experiment with settings for comparisons and predictions. */
export type AnalysedExperiment = ExperimentWith<typeof experimentSections>;
