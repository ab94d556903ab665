import { Observable } from 'rxjs';
import type { DependencyContainer } from 'tsyringe';
import {
  CONTRACT_VERSION,
  Tokens,
  affineReparametrisation,
  bestValues,
  parseExperiment,
  createContainer,
  type DatasetProvider,
  type DofReductionMethod,
  type Executor,
  type Experiment,
  type HistoryEntry,
  type ModelProvider,
  type OptionsSchema,
  type RunResult,
  type Task,
  type TaskEvent,
} from '@dof/core';
import { randomDataset } from './random-dataset.js';
import { ReferenceBackend } from '../reference/reference-backend.js';

/** How large a synthetic experiment is. */
export interface SyntheticOptions {
  readonly degreesOfFreedom: readonly number[];
  readonly seeds: number;
  /** Evaluations after the start; default: 5. */
  readonly epochs?: number;
  /** Runs at once; default: 2. */
  readonly concurrency?: number;
  /** The method has a preparation, so its runs share work. */
  readonly prepared?: boolean;
}

/** An experiment whose runs are made up at once instead of trained, for what is around training. */
export interface SyntheticExperiment {
  readonly experiment: Experiment;
  readonly container: DependencyContainer;
  readonly executor: Executor;
  /** The tasks done, by hash or content key, in order. */
  readonly done: readonly string[];
}

const INPUT_SHAPE = [8, 8, 1] as const;
const CLASSES = 3;

const options: OptionsSchema<unknown> = {
  '~standard': { version: 1, vendor: 'synthetic', validate: (value) => ({ value }) },
};

const data: DatasetProvider = {
  name: 'noise',
  version: '1',
  description: 'random bytes',
  options,
  load: async () => randomDataset([1, 2], { inputShape: INPUT_SHAPE, classes: CLASSES, trainCount: 24, testCount: 6 }),
  locate: async () => ({ found: true, detail: '' }),
};

const model: ModelProvider = {
  name: 'linear',
  version: '1',
  description: 'one dense layer',
  build: ({ inputShape, classes }) => ({
    name: 'linear',
    inputShape,
    layers: [{ type: 'flatten' }, { type: 'dense', units: classes }],
    loss: 'softmax-cross-entropy',
  }),
};

const method: DofReductionMethod = {
  name: 'synthetic',
  version: '1',
  contractVersion: CONTRACT_VERSION,
  description: 'never trained',
  options,
  capabilities: { linear: true, nested: true, reachesFullSpace: true },
  attainable: ({ dimension }) => ({ minimum: 1, maximum: dimension }),
  reparametrise: async ({ start, d, key, backend, layout }) => {
    const map = await backend.linearMap({ kind: 'gaussian', rows: layout.dimension, columns: d }, key);
    return affineReparametrisation(start.w, map);
  },
};

/** d may be anything up to D = 195. */
export function syntheticExperiment(asked: SyntheticOptions): SyntheticExperiment {
  const { degreesOfFreedom, seeds, epochs = 5, concurrency = 2, prepared = false } = asked;
  const container = createContainer();
  container.registerInstance(Tokens.DatasetProvider, data);
  container.registerInstance(Tokens.ModelProvider, model);
  container.registerInstance(Tokens.Backend, new ReferenceBackend());
  container.registerInstance<DofReductionMethod>(Tokens.DofReductionMethod, {
    ...method,
    ...(prepared ? { prepare: async () => ({ meta: null, arrays: {} }) } : {}),
  });
  const input = {
    model: 'linear',
    data: 'noise',
    backend: 'reference',
    methods: 'synthetic',
    degreesOfFreedom: [...degreesOfFreedom],
    seeds,
    training: { batchSize: 8, epochs },
  };
  const origin = { source: 'synthetic', defaultName: 'synthetic', baseDirectory: process.cwd() };
  const done: string[] = [];
  const executor: Executor = {
    concurrency,
    execute: (task) => {
      done.push(task.hash);
      return new Observable<TaskEvent>((subscriber) => {
        subscriber.next({ type: 'started' });
        const turn = setImmediate(() => {
          subscriber.next(outcome(task));
          subscriber.complete();
        });
        return () => clearImmediate(turn);
      });
    },
    dispose: async () => {},
  };
  return { experiment: parseExperiment(input, origin), container, executor, done };
}

function outcome(task: Task): TaskEvent {
  if (task.kind === 'train') return { type: 'trained', result: syntheticResult(task) };
  return { type: 'prepared', prepared: { meta: null, arrays: { w: Float32Array.of(1) } } };
}

/** Losses that fall with d and with the epoch, and differ between seeds. */
function syntheticResult({ hash, specification }: Task): RunResult {
  const { degreesOfFreedom: d, seed, training } = specification;
  const history: HistoryEntry[] = Array.from({ length: training.epochs + 1 }, (_, epoch) => {
    const loss = 2.3 / (1 + (epoch * d) / 20) + (seed % 7) / 100;
    const accuracy = 1 / (1 + loss);
    return { epoch, step: epoch * 3, train: { loss, accuracy }, test: { loss: loss * 1.1, accuracy } };
  });
  return {
    hash,
    specification,
    status: 'finished',
    dimension: INPUT_SHAPE[0] * INPUT_SHAPE[1] * INPUT_SHAPE[2] * CLASSES + CLASSES,
    history,
    best: bestValues(history),
    wallTimeSeconds: 1 + d / 100,
    finishedAt: '2024-01-01T00:00:00.000Z',
    engineVariant: 'synthetic',
  };
}
