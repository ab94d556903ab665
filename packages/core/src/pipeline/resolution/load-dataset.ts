import { fileURLToPath } from 'node:url';
import type { Dataset, DatasetProvider } from '../../contracts/dataset.js';
import { DofError } from '../../errors/dof-error.js';
import { datasetContentHash } from '../../hashing/dataset-content-hash.js';
import { packageOf } from '../../plugins/package-code.js';
import type { PluginRegistry } from '../../plugins/plugin-registry.js';

/**
 * Loads a data set and checks that it is what it says: runs are told apart by its content hash, and engines read its
 * arrays by its counts. Packages of dof are tested for that, and their data not read twice.
 *
 * @throws DofError DOF_BAD_DATASET
 */
export async function loadDataset(
  registry: PluginRegistry,
  provider: DatasetProvider,
  options: unknown,
): Promise<Dataset> {
  const data = await provider.load(options);
  const origin = registry.originOf(provider);
  const owner = origin && packageOf(fileURLToPath(origin.module));
  if (owner?.name.startsWith('@dof/') && origin?.contentHash === undefined) return data;
  const problem = problemOf(data);
  if (problem === undefined) return data;
  throw new DofError(
    'DOF_BAD_DATASET',
    `data set ${provider.name} ${provider.version} ${problem}: this is for its author to mend`,
  );
}

function problemOf(data: Dataset): string | undefined {
  const length = data.inputShape.reduce((product, size) => product * size, 1);
  for (const split of ['train', 'test'] as const) {
    const { count, inputs, labels } = data[split];
    if (!(inputs instanceof Uint8Array)) return `has inputs of ${split} that are no Uint8Array`;
    if (!(labels instanceof Uint8Array || labels instanceof Uint16Array)) {
      return `has labels of ${split} that are no Uint8Array, or Uint16Array for more than 256 classes`;
    }
    if (!Number.isSafeInteger(count) || count < 1) return `has ${count} examples in ${split}`;
    if (inputs.length !== count * length || labels.length !== count) {
      return (
        `has ${inputs.length} bytes and ${labels.length} labels for ${count} examples of ` +
        `${data.inputShape.join(' x ')} in ${split}`
      );
    }
  }
  const { mean } = data.standardisation;
  if (!(mean instanceof Float32Array) || mean.length !== length) {
    return `has a mean of ${mean.length} entries for examples of ${length}: give a Float32Array`;
  }
  const hash = datasetContentHash(data);
  if (data.contentHash === hash) return undefined;
  return `says that its content hash is ${String(data.contentHash)}, but it is ${hash}: give datasetContentHash(data) of @dof/core`;
}
