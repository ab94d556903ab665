import type { InjectionToken } from 'tsyringe';
import type { Backend } from '../contracts/backend.js';
import type { DatasetProvider } from '../contracts/dataset.js';
import type { DesignStrategy } from '../contracts/design-strategy.js';
import type { DofReductionMethod } from '../contracts/method.js';
import type { ModelFormat } from '../contracts/model-format.js';
import type { ModelProvider } from '../contracts/model-provider.js';
import type { RunStore } from '../contracts/run-store.js';
import type { Executor } from '../contracts/executor.js';
import type { WeightsReader } from '../contracts/weights-reader.js';

const token = <T>(name: string): InjectionToken<T> => Symbol.for(`@dof/core/${name}`);

/** One injection token per contract. `Symbol.for` makes two copies of this package agree on them. */
export const Tokens = {
  Backend: token<Backend>('Backend'),
  DatasetProvider: token<DatasetProvider>('DatasetProvider'),
  DesignStrategy: token<DesignStrategy>('DesignStrategy'),
  DofReductionMethod: token<DofReductionMethod>('DofReductionMethod'),
  Executor: token<Executor>('Executor'),
  ModelFormat: token<ModelFormat>('ModelFormat'),
  ModelProvider: token<ModelProvider>('ModelProvider'),
  RunStore: token<RunStore>('RunStore'),
  WeightsReader: token<WeightsReader>('WeightsReader'),
} as const;
