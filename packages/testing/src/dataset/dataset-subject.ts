import { parseOptions, type Dataset, type DatasetProvider } from '@dof/core';

/** A data set under contract, with what to try it on. */
export interface DatasetSubject {
  readonly createProvider: () => DatasetProvider | Promise<DatasetProvider>;
  /** What an experiment file would give, before defaults; paths are absolute. */
  readonly options: unknown;
  /** Options that the data set must refuse, besides those that every one must. */
  readonly badOptions: readonly unknown[];
}

/** Loads the data of a subject. */
export async function loadSubject({ createProvider, options }: DatasetSubject): Promise<Dataset> {
  const provider = await createProvider();
  return provider.load(parseOptions(provider.options, options, `data set ${provider.name}`));
}
