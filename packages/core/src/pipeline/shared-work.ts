import { setTimeout } from 'node:timers/promises';
import type { BurnInTask, Executor, PrepareTask } from '../contracts/executor.js';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { Prepared } from '../contracts/method.js';
import type { RunStore } from '../contracts/run-store.js';
import { claimWork, POLL_MILLISECONDS, underClaim } from './claim-work.js';
import { eventsOfTask } from './events-of-task.js';
import { plannedRun, type MethodRun } from './plan-runs.js';
import { storedPreparations } from './stored-preparations.js';

/** What a run listens to, and where it is heard. */
export interface RunContext {
  /** Cancels the run. */
  readonly signal: AbortSignal;
  emit(event: ExperimentEvent): void;
}

/** What several runs need, named by its content key. */
export type Work = TaskWork | GivenWork;

/** Nothing to be computed: it only has to be in the store. */
export interface GivenWork {
  readonly key: string;
  readonly what: 'weights';
  make(): Promise<Prepared>;
}

/** A burn-in or a preparation. */
interface TaskWork {
  readonly key: string;
  readonly what: (BurnInTask | PrepareTask)['kind'];
  /** Called only if the work has to be done. */
  task(): Promise<BurnInTask | PrepareTask>;
}

/** Does work that several runs need once; resolves when its outcome is in the store. */
export type SharedWork = (work: Work, run: MethodRun, context: RunContext) => Promise<void>;

/**
 * The first run that needs a piece of work does it and says so; the others wait for it in silence. What is in the
 * store already is not done at all, and what another process does at the moment is waited for.
 *
 * @param told keys of what is known to be in the store, and was said to be
 */
export function sharedWork(executor: Executor, store: RunStore, told: ReadonlySet<string> = new Set()): SharedWork {
  const known = new Map<string, Promise<void>>();
  return (work, run, context) => {
    const under = known.get(work.key);
    if (under !== undefined) return under;
    const done = work.what === 'weights' ? give(work) : doOnce(work, run, context);
    known.set(work.key, done);
    // A failure is not remembered: whoever asks next tries again.
    done.catch(() => known.delete(work.key));
    return done;
  };

  /** Says nothing, and claims nothing: whoever else does it stores the same. */
  async function give({ key, make }: GivenWork): Promise<void> {
    const stored = await storedPreparations(store, [key]);
    if (!stored.has(key)) await store.putPrepared(key, await make());
  }

  async function doOnce(work: TaskWork, run: MethodRun, context: RunContext): Promise<void> {
    const { key, what } = work;
    for (let looks = 0; ; looks++) {
      const claimed = await claimWork(store, key, () => store.getPrepared(key));
      if (claimed.type === 'done') {
        if (!told.has(key)) context.emit({ type: 'preparation-reused', key });
        return;
      }
      if (claimed.type === 'ours') {
        return underClaim(claimed.claim, context.signal, () => doWork(work, run, context));
      }
      if (looks === 0) context.emit({ type: 'work-awaited', what, run: plannedRun(run) });
      await setTimeout(POLL_MILLISECONDS, undefined, { signal: context.signal });
    }
  }

  async function doWork({ key, what, task }: TaskWork, run: MethodRun, { signal, emit }: RunContext): Promise<void> {
    let prepared: Prepared | undefined;
    await eventsOfTask(executor, await task(), signal, (event) => {
      if (event.type === 'started') emit({ type: 'preparation-started', key, what, run: plannedRun(run) });
      if (event.type === 'progress') emit({ type: 'preparation-progress', key, share: event.share });
      if (event.type === 'prepared') prepared = event.prepared;
    });
    if (prepared === undefined) return;
    await store.putPrepared(key, prepared);
    emit({ type: 'preparation-finished', key });
  }
}
