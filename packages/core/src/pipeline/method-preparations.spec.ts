import { beforeEach, describe, expect, it } from '@jest/globals';
import { experiment, experimentSetting } from '../../test/fixtures/experiment-setting.js';
import { FirstParameters } from '../../test/fixtures/first-parameters.js';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { PrepareContext } from '../contracts/method.js';
import { inProcessExecutor } from '../execution/in-process-executor.js';
import { memoryRunStore } from '../store/memory-run-store.js';
import { methodPreparations, type MethodPreparations, type PreparationRequest } from './method-preparations.js';
import { resolveExperiment } from './resolution/resolve-experiment.js';

/** Prepares the sum of the starting point, and how often it was asked to. */
class Summing extends FirstParameters {
  override readonly name = 'summing';
  asked = 0;

  override attainable({ dimension }: { dimension: number }) {
    return { minimum: dimension, maximum: dimension };
  }

  async prepare({ start, options, signal, emit }: PrepareContext<unknown>) {
    this.asked += 1;
    await emit(0.5);
    signal.throwIfAborted();
    const sum = start.w.reduce((total, entry) => total + entry, 0);
    return { meta: { sum, options: options as object as never }, arrays: {} };
  }
}

const burnIn = { type: 'burn-in', steps: 3, learningRate: 0.1, momentum: 0.9, batchSize: 8, seed: 'run' } as const;
const quiet = { signal: new AbortController().signal, emit: () => {} };

let method: Summing;
let prepare: MethodPreparations;
let again: () => Promise<MethodPreparations>;

beforeEach(async () => {
  method = new Summing();
  const { container } = experimentSetting([new FirstParameters(), method]);
  const resolved = await resolveExperiment(experiment(), container);
  const place = { executor: inProcessExecutor(container), store: memoryRunStore() };
  prepare = methodPreparations(resolved, place);
  again = async () => methodPreparations(resolved, place);
});

function request(changes: Partial<PreparationRequest> = {}): PreparationRequest {
  return { method, options: { which: 1 }, start: { type: 'init', seed: 'run' }, seed: 0, ...changes };
}

describe('methodPreparations', () => {
  it('prepares with the options asked for, from the start asked for', async () => {
    const initial = await prepare(request(), quiet);
    const burntIn = await prepare(request({ start: burnIn }), quiet);
    const other = await prepare(request({ seed: 1 }), quiet);
    expect(initial.meta).toMatchObject({ options: { which: 1 } });
    expect(new Set([initial, burntIn, other].map(({ meta }) => (meta as { sum: number }).sum)).size).toBe(3);
  });

  it('prepares once, also for those that ask at the same time, and finds it in the store afterwards', async () => {
    const [first, second] = await Promise.all([prepare(request(), quiet), prepare(request(), quiet)]);
    expect(second).toEqual(first);
    const events: ExperimentEvent[] = [];
    const found = await (await again())(request(), { ...quiet, emit: (event) => events.push(event) });
    expect(found).toEqual(first);
    expect(events.map(({ type }) => type)).toEqual(['preparation-reused']);
    expect(method.asked).toBe(1);
  });

  it('burns in once for several preparations from there', async () => {
    const events: ExperimentEvent[] = [];
    const context = { ...quiet, emit: (event: ExperimentEvent) => events.push(event) };
    await prepare(request({ start: burnIn }), context);
    await prepare(request({ start: burnIn, options: { which: 2 } }), context);
    const begun = events.flatMap((event) => (event.type === 'preparation-started' ? [event.what] : []));
    expect(begun).toEqual(['burn-in', 'prepare', 'prepare']);
  });

  it("rejects with the signal's reason, and leaves nothing behind", async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    const emit = (event: ExperimentEvent): void => {
      if (event.type === 'preparation-started') abort.abort(reason);
    };
    await expect(prepare(request(), { signal: abort.signal, emit })).rejects.toBe(reason);
    // Nor is the failure remembered: the next to ask has it done.
    expect((await prepare(request(), quiet)).meta).toMatchObject({ options: { which: 1 } });
  });

  it('is for methods with a preparation and with one d', async () => {
    const plain = new FirstParameters();
    await expect(prepare(request({ method: plain }), quiet)).rejects.toThrow(TypeError);
    const withoutPreparation = { ...method, attainable: method.attainable.bind(method), prepare: undefined };
    await expect(prepare(request({ method: withoutPreparation as never }), quiet)).rejects.toThrow(/no preparation/);
  });
});
