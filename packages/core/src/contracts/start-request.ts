import type { StartSpecification, WeightsStart } from './run.js';

type WithSeedOfRun<Start> = Start extends unknown ? Omit<Start, 'seed'> & { readonly seed: 'run' | number } : never;

/** Where training starts; `run` draws a fresh initialisation for every seed, a number one for all. */
export type StartRequest = WithSeedOfRun<StartSpecification>;

/** A start as an experiment names it, before files are read: their paths count from the experiment's folder. */
export type NamedStart =
  | Exclude<StartRequest, { readonly type: 'weights' }>
  | (Pick<WeightsStart, 'type' | 'file' | 'layout' | 'except'> & { readonly seed: 'run' | number });
