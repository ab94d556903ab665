import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  inProcessExecutor,
  memoryRunStore,
  resolveExperiment,
  type ResolvedExperiment,
  type RunStore,
} from '@dof/core';
import {
  measureExperimentWidths,
  register,
  widthSettings,
  type ExperimentWidthsOptions,
  type WidthEvent,
} from '@dof/analysis';
import { syntheticExperiment } from '@dof/testing';
import { lastValueFrom, take, tap, toArray } from 'rxjs';

const { experiment, container } = syntheticExperiment({ degreesOfFreedom: [4], seeds: 2 });
await register(container);
const starts = [
  { type: 'init', seed: 'run' },
  { type: 'burn-in', steps: 4, learningRate: 0.05, momentum: 0.9, batchSize: 8, seed: 'run' },
] as const;
const settings = widthSettings.parse({
  training: { batchSize: 8, epochs: 6, optimizer: { name: 'adam', learningRate: 0.02 } },
  penalty: { from: 1, to: 0.01 },
  directions: 2,
  seeds: 2,
  distances: [1, 4],
  budget: 4,
});
const levels = [1, 0.8];

let resolved: ResolvedExperiment;
let store: RunStore;

beforeEach(async () => {
  resolved = await resolveExperiment({ ...experiment, starts }, container);
  store = memoryRunStore();
});

function options(changes: Partial<ExperimentWidthsOptions> = {}): ExperimentWidthsOptions {
  return {
    ...{ settings, levels, confidence: 0.95, store, modules: [] },
    executor: inProcessExecutor(container),
    ...changes,
  };
}

const measure = (changes?: Partial<ExperimentWidthsOptions>) =>
  lastValueFrom(measureExperimentWidths(resolved, options(changes)).pipe(toArray()));

const tasksOf = (events: readonly WidthEvent[]) =>
  events.flatMap((event) => (event.type === 'task' ? [event.event.type] : []));

describe('measureExperimentWidths', () => {
  it('finds the widths about every start, over all seeds and directions', async () => {
    const events = await measure();
    expect(events[0]).toMatchObject({ type: 'planned', directions: { length: 8 } });
    const finished = events.at(-1);
    if (finished?.type !== 'finished') throw new Error('it did not finish');
    expect(finished.starts.map(({ start }) => start)).toEqual(starts);
    for (const { levels: found, loss } of finished.starts) {
      expect(found.map(({ level }) => level)).toEqual(levels);
      expect(found.map(({ directions }) => directions)).toEqual([4, 4]);
      expect(loss).toBeGreaterThan(0.8);
      expect(found[0].status).not.toBe('not-reached');
      expect(found[0].dG).toBeLessThan(found[1].dG ?? NaN);
    }
    // A burnt-in start is further on its way.
    const [fromInit, fromBurnIn] = finished.starts.map(({ levels: [first] }) => first.dG ?? NaN);
    expect(fromBurnIn).toBeLessThan(fromInit);
  });

  it('trains nothing that is in the store', async () => {
    const first = await measure();
    const again = await measure();
    expect(tasksOf(first)).toContain('preparation-finished');
    expect(new Set(tasksOf(again))).toEqual(new Set(['preparation-reused']));
    expect(again.at(-1)).toEqual(first.at(-1));
  });

  it('goes on where it was stopped', async () => {
    let finished = 0;
    const part$ = measureExperimentWidths(resolved, options()).pipe(
      tap((event) => {
        if (event.type === 'task' && event.event.type === 'preparation-finished') finished += 1;
      }),
      take(40),
    );
    await lastValueFrom(part$.pipe(toArray()));
    const rest = await measure();
    const counted = tasksOf(rest).filter((type) => type === 'preparation-finished').length;
    const whole = await measure({ store: memoryRunStore() });
    const all = tasksOf(whole).filter((type) => type === 'preparation-finished').length;
    expect(finished).toBeGreaterThan(0);
    expect(finished + counted).toBe(all);
    expect(rest.at(-1)).toEqual(whole.at(-1));
  });

  it('burns each start in once', async () => {
    const events = await measure();
    const burnIns = events.filter(
      (event) => event.type === 'task' && event.event.type === 'preparation-started' && event.event.what === 'burn-in',
    );
    expect(burnIns).toHaveLength(2);
  });

  it('says what cannot be done before any work is done', async () => {
    const tooLarge = { ...settings, training: { ...settings.training, batchSize: 25 } };
    await expect(measure({ settings: tooLarge })).rejects.toMatchObject({
      code: 'DOF_BAD_BATCH_SIZE',
      message: 'width.training.batchSize is 25, the training set has 24 examples: use at most that',
    });
    expect(widthSettings.safeParse({ distances: [1, 2], budget: 1 }).error?.issues).toMatchObject([
      { path: ['budget'], message: 'must be at least the number of distances' },
    ]);
  });

  it('can be subscribed to again', async () => {
    const events$ = measureExperimentWidths(resolved, options());
    const first = await lastValueFrom(events$);
    expect(await lastValueFrom(events$)).toEqual(first);
  });
});
