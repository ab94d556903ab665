import { parseOptions, type Dataset, type DatasetProvider } from '@dof/core';

/** A provider whose `load` fills in the defaults of its options, as an experiment does. */
export type CompletingProvider<Options, Given> = DatasetProvider<Options> & {
  /**
   * Reads and verifies the data.
   *
   * @param options those that are not given have their documented defaults
   * @throws DofError DOF_BAD_OPTIONS, or what is wrong with the data
   */
  load(options?: Given): Promise<Dataset>;
};

/** Has a provider check the options that it is given, and fill in those that it is not given. */
export function withDefaultOptions<Options, Given = Partial<Options>>(
  provider: DatasetProvider<Options>,
): CompletingProvider<Options, Given> {
  return {
    ...provider,
    load: async (options?: Given | Options) =>
      provider.load(parseOptions(provider.options, options ?? {}, `data set ${provider.name}`)),
  };
}
