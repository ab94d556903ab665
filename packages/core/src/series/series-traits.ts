import type { PluginReference } from '../contracts/run.js';
import type { LearningRateSchedule } from '../contracts/training-recipe.js';
import { canonicalJson } from '../hashing/canonical-json.js';
import { contentHash } from '../hashing/content-hash.js';
import type { Labelled } from './distinct-labels.js';
import { labelsByKey, wordFor, type Keyed } from './labels-by-key.js';
import type { SeriesMember } from './series-key.js';
import { shortStartLabel, startLabels, type SeriesStart } from './series-start.js';

/** Letters of a hash that tell two networks or data sets of one name apart. */
const HASH_LETTERS = 8;

/** One run of a series, and the start of all of them. */
export interface SeriesExample extends SeriesMember {
  readonly start: SeriesStart;
}

/**
 * The method's name of each series, and everything that may tell it from another, the most telling first: with
 * {@link distinctLabels}, its label.
 */
export function seriesTraits(examples: readonly SeriesExample[]): Labelled[] {
  const starts = startLabels(
    examples.map(({ start }) => start),
    shortStartLabel,
  );
  const models = labelsByKey(examples.map(modelToLabel));
  const datasets = labelsByKey(examples.map(dataToLabel));
  return examples.map(({ specification, recommendedTraining, tunedTraining }, i) => {
    const { method, backend, evaluation } = specification;
    const training = tunedTraining?.training ?? specification.training;
    const { name: optimizer, learningRate, ...constants } = training.optimizer;
    const recipe = {
      'learning rate': tunedTraining ? `best of ${tunedTraining.learningRates.join(', ')}` : learningRate,
      optimizer,
      ...constants,
      schedule: wordsForSchedule(training.schedule),
      'batch size': training.batchSize,
      epochs: training.epochs,
    };
    const traits = {
      ...method.options,
      start: starts[i],
      ...(recommendedTraining
        ? { training: 'by the method', 'learning rate': recommendedTraining.learningRate ?? 'by the method' }
        : recipe),
      model: models[i],
      data: datasets[i],
      version: method.version,
      code: method.codeHash?.slice(0, HASH_LETTERS) ?? 'none',
      files: filesInShort(method.files),
      engine: `${backend.name} ${backend.version}`,
      'evaluation batch size': evaluation.batchSize,
    };
    return { name: method.name, traits: Object.entries(traits).map(([key, value]) => [key, wordFor(value)] as const) };
  });
}

function wordsForSchedule(schedule: LearningRateSchedule): string {
  if (!('type' in schedule)) return schedule.length > 0 ? canonicalJson(schedule) : 'none';
  const { type, warmUp } = schedule;
  const rule = type === 'cosine' ? `cosine to ${schedule.to}` : 'constant';
  return warmUp > 0 ? `${rule} after ${warmUp} steps of warm-up` : rule;
}

function filesInShort(files: PluginReference['files'] = {}): string {
  const words = Object.entries(files).map(([path, hash]) => `${path} ${hash.slice(0, HASH_LETTERS)}`);
  return words.length === 0 ? 'none' : words.join(' ');
}

function modelToLabel({ specification: { model } }: SeriesMember): Keyed {
  const key = canonicalJson(model);
  return { key, name: model.name, traits: { network: contentHash(model).slice(0, HASH_LETTERS) } };
}

function dataToLabel({ specification: { data } }: SeriesMember): Keyed {
  const { name, version, options, trainCount, testCount } = data;
  const traits = {
    ...options,
    ...{ 'training examples': trainCount, 'test examples': testCount, version },
    content: data.contentHash.slice(0, HASH_LETTERS),
  };
  return { key: canonicalJson(data), name, traits };
}
