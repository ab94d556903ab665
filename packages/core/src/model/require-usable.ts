import type { CompileOptions } from '../contracts/objective.js';
import type { Dataset } from '../contracts/dataset.js';
import { DofError } from '../errors/dof-error.js';

/**
 * For engines, which index logits by label and place batches in memory of a fixed size.
 *
 * @throws DofError DOF_BAD_BATCH_SIZE or DOF_DATASET_LABELS for what no network could be trained with.
 */
export function requireUsable(data: Dataset, options: CompileOptions): void {
  for (const [name, size] of Object.entries(options)) {
    if (!Number.isInteger(size) || size < 1) {
      throw new DofError('DOF_BAD_BATCH_SIZE', `${name} is ${size}: give a whole number of at least 1`);
    }
  }
  for (const split of ['train', 'test'] as const) {
    const { labels } = data[split];
    const index = labels.findIndex((label) => label >= data.classes);
    if (index >= 0) {
      throw new DofError(
        'DOF_DATASET_LABELS',
        `data set ${data.name}: example ${index} of ${split} has label ${labels[index]}, but there are ` +
          `${data.classes} classes, numbered from 0`,
      );
    }
  }
}
