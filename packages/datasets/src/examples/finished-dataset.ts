import { datasetContentHash } from '@dof/core';
import type { Dataset, DataSplit, SplitName } from '@dof/core';
import type { LabelledExampleOptions, SubsetOptions } from './example-options.js';
import { missingClasses } from './missing-classes.js';
import { selectExamples } from './select-examples.js';
import { shuffleLabels } from './shuffle-labels.js';
import { standardise } from './standardise.js';

type Splits = Readonly<Record<SplitName, DataSplit>>;
type Identity = Pick<Dataset, 'name' | 'version' | 'inputShape' | 'classes' | 'notices'>;

/** The data set of the examples that the options ask for: chosen, labels shuffled, standardised, named by content. */
export function finishedDataset(identity: Identity, splits: Splits, options: SubsetOptions): Dataset {
  const chosen = (name: SplitName): DataSplit => selectExamples(splits[name], name, identity.classes, options);
  const classes = options.classes?.length ?? identity.classes;
  return labelledDataset({ ...identity, classes }, { train: chosen('train'), test: chosen('test') }, options);
}

/** The same for a data set whose examples are all in use. */
export function labelledDataset(identity: Identity, splits: Splits, options: LabelledExampleOptions): Dataset {
  const { inputShape, classes } = identity;
  const train =
    options.shuffledLabels === undefined ? splits.train : shuffleLabels(splits.train, options.shuffledLabels);
  const standardisation = standardise(options.standardise, train, inputShape[2]);
  const { augmentation } = options;
  const content = {
    inputShape,
    classes,
    train,
    test: splits.test,
    standardisation,
    ...(augmentation && { augmentation }),
  };
  const { notices: known = [], ...facts } = identity;
  const notices = [...known, ...missingClasses(train, splits.test, classes)];
  return { ...facts, ...content, contentHash: datasetContentHash(content), ...(notices.length > 0 && { notices }) };
}
