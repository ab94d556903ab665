import { afterEach, describe, expect, it } from '@jest/globals';
import { concatMap, filter, firstValueFrom } from 'rxjs';
import { z } from 'zod';
import type { DependencyContainer } from 'tsyringe';
import type { DesignStrategy } from '../contracts/design-strategy.js';
import type { Executor } from '../contracts/executor.js';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { ModelProvider } from '../contracts/model-provider.js';
import type { RunStore } from '../contracts/run-store.js';
import { isDofError } from '../errors/dof-error.js';
import type { ExperimentInput } from '../experiment/experiment-schema.js';
import { inProcessExecutor } from '../execution/in-process-executor.js';
import { Tokens } from '../injection/tokens.js';
import { groupIntoSeries } from '../series/group-into-series.js';
import { memoryRunStore } from '../store/memory-run-store.js';
import { all, experiment, experimentSetting, ofType } from '../../test/fixtures/experiment-setting.js';
import { FirstParameters, noise, PreparedParameters } from '../../test/fixtures/first-parameters.js';
import { strictObject } from '../validation/strict-object.js';
import { runExperiment, type ExperimentEnvironment } from './run-experiment.js';

let container: DependencyContainer;
let method: FirstParameters;
let prepared: PreparedParameters;

function environment(): ExperimentEnvironment {
  method = new FirstParameters();
  prepared = new PreparedParameters();
  const setting = experimentSetting([method, prepared]);
  ({ container } = setting);
  return setting;
}

/** One hidden layer. */
const deep: ModelProvider<{ units: number }> = {
  name: 'deep',
  version: '1',
  description: '',
  options: strictObject({ units: z.int().min(1).default(4) }),
  build: ({ inputShape, classes }, { units } = { units: 4 }) => ({
    name: 'deep',
    inputShape,
    layers: [{ type: 'flatten' }, { type: 'dense', units }, { type: 'relu' }, { type: 'dense', units: classes }],
    loss: 'softmax-cross-entropy',
  }),
};

const histories = (events: readonly ExperimentEvent[]) =>
  ofType(events, 'experiment-finished')[0].results.map(({ hash, history }) => ({ hash, history }));

afterEach(() => container.reset());

describe('runExperiment', () => {
  it('finds in its container the store and the executor that it is not given', async () => {
    const { executor = inProcessExecutor(), store = memoryRunStore() } = environment();
    const disposed: string[] = [];
    container.registerInstance<RunStore>(Tokens.RunStore, store);
    const dispose = async (): Promise<void> => void disposed.push('executor');
    container.registerInstance<Executor>(Tokens.Executor, { ...executor, dispose });
    const finished = ofType(await all(runExperiment(experiment(), { container })), 'run-finished');
    expect(finished).toHaveLength(6);
    expect(await store.list()).toHaveLength(6);
    // It belongs to whoever registered it.
    expect(disposed).toEqual([]);
  });

  it('trains every d with every seed, largest d first within a seed, and measures at the start and every epoch', async () => {
    const events = await all(runExperiment(experiment(), environment()));
    expect(events[0].type).toBe('planned');
    const [{ results }] = ofType(events, 'experiment-finished');
    expect(results.map(({ specification }) => [specification.seed, specification.degreesOfFreedom])).toEqual([
      [0, 51], [0, 5], [0, 1], [1, 51], [1, 5], [1, 1],
    ]); // prettier-ignore
    for (const { history, status, best, dimension } of results) {
      expect(status).toBe('finished');
      expect(dimension).toBe(51);
      expect(history.map(({ epoch, step }) => [epoch, step])).toEqual([[0, 0], [1, 3], [2, 6]]); // prettier-ignore
      expect(best?.trainLoss).toBe(Math.min(...history.map(({ train }) => train.loss)));
    }
    const loss = (d: number) => results.find((result) => result.specification.degreesOfFreedom === d)?.best?.trainLoss;
    expect(loss(51)).toBeLessThan(loss(1) ?? 0);
  });

  it('ends runs at the level of a search that asks for it, on the way of runs that go on', async () => {
    const whole = ofType(await all(runExperiment(experiment(), environment())), 'experiment-finished')[0].results[0];
    const level = whole.history[1].train.loss;
    const strategy: DesignStrategy = {
      name: 'once',
      version: '1',
      next: ({ trials }) =>
        trials.length === 0
          ? { type: 'measure', degreesOfFreedom: [51], lower: null, upper: null }
          : { type: 'stop', end: 'below', lower: null, upper: 51 },
    };
    const search = { level, from: 1, to: 51, stopAtLevel: true };
    const asked = experiment({ search, degreesOfFreedom: undefined });
    const [{ result }] = ofType(await all(runExperiment(asked, { ...environment(), strategy })), 'run-finished');
    expect(result).toMatchObject({ status: 'finished', stopped: 'level-reached' });
    expect(result.history).toEqual(whole.history.slice(0, 2));
    expect(result.hash).not.toBe(whole.hash);
  });

  it('gives the same bits every time, whatever else is in the sweep', async () => {
    const whole = histories(await all(runExperiment(experiment(), environment())));
    const part = histories(await all(runExperiment(experiment({ degreesOfFreedom: [5], seeds: [1] }), environment())));
    expect(whole).toEqual(expect.arrayContaining(part));
  });

  it('keeps networks of other options apart, and has that of the default options only once', async () => {
    const setting = environment();
    setting.container?.registerInstance<ModelProvider>(Tokens.ModelProvider, deep);
    const runsOf = async (model: ExperimentInput['model']) => {
      const [{ results }] = ofType(
        await all(runExperiment(experiment({ model, degreesOfFreedom: [1], seeds: [0] }), setting)),
        'experiment-finished',
      );
      return results.map(({ hash, specification }) => ({ hash, name: specification.model.name }));
    };
    const byName = await runsOf('deep');
    expect(byName).toMatchObject([{ name: 'deep' }]);
    expect(await runsOf({ name: 'deep', options: { units: 4 } })).toEqual(byName);
    const [wide] = await runsOf({ name: 'deep', options: { units: 8 } });
    expect(wide.name).toBe('deep (units 8)');
    expect(wide.hash).not.toBe(byName[0].hash);
    await expect(runsOf({ name: 'deep', options: { units: 0 } })).rejects.toThrow(/options of model deep: units/);
  });

  it('reuses finished runs and trains only what is missing', async () => {
    const setting = environment();
    await all(runExperiment(experiment({ seeds: [0] }), setting));
    const events = await all(runExperiment(experiment({ seeds: [0, 1] }), setting));
    expect(ofType(events, 'run-reused')).toHaveLength(3);
    expect(ofType(events, 'run-started')).toHaveLength(3);
    expect(ofType(events, 'experiment-finished')[0].results).toHaveLength(6);
  });

  it('keeps finished runs when cancelled', async () => {
    const setting = environment();
    const events = runExperiment(experiment(), setting);
    await firstValueFrom(events.pipe(filter((event) => event.type === 'run-finished')));
    expect(await setting.store?.list()).toHaveLength(1);
    const rest = await all(runExperiment(experiment(), setting));
    expect(ofType(rest, 'run-reused')).toHaveLength(1);
    expect(ofType(rest, 'run-started')).toHaveLength(5);
  });

  it('reports a run finished only after it is stored', async () => {
    const setting = environment();
    const stored = await all(
      runExperiment(experiment({ seeds: 1 }), setting).pipe(
        filter((event) => event.type === 'run-finished'),
        concatMap(async ({ result }) => expect(await setting.store?.get(result.hash)).toEqual(result)),
      ),
    );
    expect(stored).toHaveLength(3);
  });

  it('goes on past a run that cannot be done', async () => {
    const setting = environment();
    method.failAt(5);
    const events = await all(runExperiment(experiment({ seeds: 1 }), setting));
    expect(ofType(events, 'run-failed')).toMatchObject([{ code: 'DOF_TOO_LARGE', message: 'd = 5 does not fit' }]);
    expect(ofType(events, 'run-finished')).toHaveLength(2);
  });

  it('records a run whose loss stops being finite as diverged, and goes on', async () => {
    const training = { batchSize: 8, epochs: 2, optimizer: { name: 'momentum' as const, learningRate: 1e60 } };
    const events = await all(runExperiment(experiment({ training, seeds: 1 }), environment()));
    const [{ results }] = ofType(events, 'experiment-finished');
    expect(results).toHaveLength(3);
    expect(results.map(({ status }) => status)).toEqual(['diverged', 'diverged', 'diverged']);
    for (const { history } of results) expect(history).toHaveLength(1);
  });

  it('plans what a method decides, for all its runs, and says so', async () => {
    const setting = environment();
    method.resolveOptions = (_options, { dimension }, requested) => ({ size: dimension * Math.max(...requested) });
    const [open] = ofType(await all(runExperiment(experiment(), setting)), 'planned');
    expect(open.decided).toEqual([{ method: 'first', options: { size: 51 * 51 } }]);
    expect(open.runs.map(({ specification }) => specification.method.options)).toEqual(Array(6).fill({ size: 2601 }));
    const asked = experiment({ methods: [{ name: 'first', options: { size: 2601 } }] });
    const [given] = ofType(await all(runExperiment(asked, setting)), 'planned');
    expect(given).toEqual({ ...open, decided: [] });
  });

  it('says what is to know of the data before it trains anything', async () => {
    const { container: own, ...rest } = environment();
    const note = '3 files were left out.';
    const provider = { ...noise, name: 'noted', load: async () => ({ ...(await noise.load({})), notices: [note] }) };
    own?.registerInstance(Tokens.DatasetProvider, provider);
    const [planned] = await all(runExperiment(experiment({ data: 'noted' }), { container: own, ...rest }));
    expect(planned).toMatchObject({ type: 'planned', notices: [note] });
    expect((await all(runExperiment(experiment(), { container: own, ...rest })))[0]).not.toHaveProperty('notices');
  });

  it('keeps recipes apart that follow d by a rule, and pools those of one rule', async () => {
    const place = environment();
    const { training } = experiment();
    Object.assign(method, {
      recommendedTraining: (d: number) => ({
        ...training,
        optimizer: { ...training?.optimizer, learningRate: 0.1 / d },
      }),
    });
    const methods = [{ name: 'first' }, { name: 'first', learningRate: 0.01 }];
    const events = await all(runExperiment(experiment({ methods, training: undefined }), place));
    const results = ofType(events, 'run-finished').map(({ result }) => result);
    expect(groupIntoSeries(results).map(({ label, runs }) => [label, runs.length])).toEqual([
      ['first (learning rate by the method)', 6],
      ['first (learning rate 0.01)', 6],
    ]);
    // A rule that gives the same for every d is a recipe like any other.
    Object.assign(method, { recommendedTraining: () => training });
    const [constant] = ofType(await all(runExperiment(experiment({ training: undefined }), place)), 'run-finished');
    expect(constant.result).not.toHaveProperty('recommendedTraining');
  });

  it('prepares once for all d of one start and seed, and not again when the store has it', async () => {
    const setting = environment();
    const events = await all(runExperiment(experiment({ methods: 'prepared' }), setting));
    expect(ofType(events, 'preparation-finished')).toHaveLength(2);
    expect(ofType(events, 'preparation-reused')).toEqual([]);
    const [{ runs }] = ofType(events, 'planned');
    const keys = [0, 1].map((seed) => runs.find((run) => run.specification.seed === seed)?.preparationKey);
    expect(ofType(events, 'preparation-started').map(({ key, what }) => [key, what])).toEqual(
      keys.map((key) => [key, 'prepare']),
    );
    expect(prepared.preparations).toBe(2);
    const cost = { fullSpaceGradients: 1, gradientExamples: 3, storedBytes: 12 };
    for (const { preparationCost, preparationKey = '', machine } of ofType(events, 'experiment-finished')[0].results) {
      expect(preparationCost).toMatchObject(cost);
      expect(await setting.store?.getPreparedMeta?.(preparationKey)).toEqual({
        requested: [1, 5, 51],
        engine: 'reference',
      });
      expect(machine).toMatchObject({ node: process.versions.node, platform: `${process.platform}-${process.arch}` });
    }
    const more = { methods: 'prepared', training: { batchSize: 8, epochs: 1 } };
    const again = await all(runExperiment(experiment(more), setting));
    expect(ofType(again, 'run-finished')).toHaveLength(6);
    expect(prepared.preparations).toBe(2);
    // Said before anything is trained, and once.
    expect(again.slice(0, 3).map(({ type }) => type)).toEqual(['planned', 'preparation-reused', 'preparation-reused']);
    expect(ofType(again, 'preparation-reused').map(({ key }) => key)).toEqual(keys);
  });

  it('shares one initialisation between seeds when told so', async () => {
    const events = await all(
      runExperiment(experiment({ start: { type: 'init', seed: 7 }, degreesOfFreedom: [1] }), environment()),
    );
    const [{ results }] = ofType(events, 'experiment-finished');
    expect(results[0].history[0]).toEqual(results[1].history[0]);
    expect(results[0].history[1]).not.toEqual(results[1].history[1]);
  });

  it('burns in once for every d and method, and starts there', async () => {
    const start = { type: 'burn-in' as const, steps: [0, 2, 5], batchSize: 8, learningRate: 0.5 };
    const changes = { start, methods: ['first', 'prepared'], seeds: 1 };
    const events = await all(runExperiment(experiment(changes), environment()));
    const burnIns = ofType(events, 'preparation-started').filter(({ what }) => what === 'burn-in');
    expect(burnIns.map(({ run }) => run.specification.start)).toMatchObject([{ steps: 2 }, { steps: 5 }]);
    const [{ results }] = ofType(events, 'experiment-finished');
    expect(results).toHaveLength(18);
    const startLosses = [0, 2, 5].map((steps) => {
      const of = results.filter(
        ({ specification }) => ('steps' in specification.start ? specification.start.steps : 0) === steps,
      );
      const losses = new Set(of.map(({ history }) => history[0].train.loss));
      expect(of).toHaveLength(6);
      expect(losses.size).toBe(1);
      return [...losses][0];
    });
    expect(startLosses[2]).toBeLessThan(startLosses[1]);
    expect(startLosses[1]).toBeLessThan(startLosses[0]);
  });

  it('says of a start that diverges that it cannot be done, for every run that needs it', async () => {
    const start = { type: 'burn-in' as const, steps: 5, batchSize: 8, learningRate: 1e60 };
    const events = await all(runExperiment(experiment({ start, seeds: 1 }), environment()));
    expect(ofType(events, 'run-failed').map(({ code }) => code)).toEqual(Array(3).fill('DOF_BURN_IN_DIVERGED'));
  });

  it.each<[string, Partial<ExperimentInput>, RegExp]>([
    ['method', { methods: 'frist' }, /unknown method "frist".*@dof\/methods-frist.*did you mean first/],
    ['model', { model: 'linaer' }, /unknown model "linaer".*did you mean linear/],
    ['data set', { data: 'nose' }, /unknown dataset "nose".*did you mean noise/],
    ['backend', { backend: 'referense' }, /unknown backend "referense".*did you mean reference/],
    ['d above D', { degreesOfFreedom: [52] }, /cannot train 52 degrees of freedom.*D = 51.*from 1 to 51/],
    ['batch', { training: { batchSize: 25 } }, /batchSize is 25.*24 examples/],
  ])('refuses a bad %s in one line', async (_, changes, message) => {
    const error: unknown = await all(runExperiment(experiment(changes), environment())).catch(
      (thrown: unknown) => thrown,
    );
    if (!isDofError(error)) throw error;
    expect(String(error)).toMatch(message);
    expect(String(error)).not.toContain('\n');
  });
});
