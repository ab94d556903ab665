import { freshRunStore } from '@dof/core';
import type { Executor, Experiment, PlannedRun, RunResult, RunStore, Shard } from '@dof/core';
import type { CommandContext } from '../command-line/command-context.js';
import type { ProgressRenderer } from '../progress/experiment-progress.js';
import type { LiveScreen } from '../progress/live-renderer.js';
import { plainRenderer } from '../progress/plain-renderer.js';
import type { QueueOptions } from '../queue-services.js';
import { withLiveStatus } from '../results-folder/live-status.js';
import { storedResults } from '../results-folder/stored-results.js';
import { interruptible } from '../terminal/interruptible.js';
import { sayOn } from '../terminal/printing.js';
import { isScreen, styleFor } from '../terminal/style.js';
import type { Terminal } from '../terminal/terminal.js';
import { pendingWrites } from './pending-writes.js';
import { runSession, type Planned, type SessionOutcome } from './run-session.js';

const STOPPING = 'stopping: finished runs are kept, the report of them follows (Ctrl-C again to quit at once)';

/** Where work is done, and where its results are kept. */
export interface WorkPlace {
  /** Where the store is. */
  readonly directory: string;
  /** Tasks at once; default: one per core. */
  readonly jobs?: number;
  /** Has the tasks done by workers elsewhere, over this queue. */
  readonly queue?: Pick<QueueOptions, 'address' | 'queue' | 'sharedFolder'>;
  readonly context: CommandContext;
}

export interface SessionPlace extends WorkPlace {
  /** Does this part of each experiment only. */
  readonly shard?: Shard;
  /** Finished runs older than this are trained again; undefined: none are. */
  readonly freshSince?: string;
}

/** What came of one experiment, with every finished run of its plan. */
export interface ExperimentPass {
  readonly outcome: SessionOutcome;
  readonly results: readonly RunResult[];
}

/** A store and workers, for one experiment after the other. */
export interface ExperimentSession {
  /** Trains what is missing and shows how it goes; `onPlanned`: see {@link runSession}. */
  run(
    experiment: Experiment,
    onPlanned?: (runs: readonly Pick<PlannedRun, 'hash'>[], planned: Planned) => void,
  ): Promise<ExperimentPass>;
}

/** Opens a store and workers for `work`, and closes them whatever happens. */
export async function withSession(
  place: SessionPlace,
  work: (session: ExperimentSession) => Promise<void>,
): Promise<void> {
  const { terminal, services } = place.context;
  let renderer: ProgressRenderer | undefined;
  const say = sayOn(terminal);
  const onNotice = (text: string): void => (renderer === undefined ? say(text) : renderer.note(text));
  await withStoreAndWorkers({ ...place, onNotice }, async ({ store: opened, executor }) => {
    const { store, settled } = pendingWrites(opened);
    const asked = place.freshSince === undefined ? store : freshRunStore(store, place.freshSince);
    try {
      await interruptible(
        terminal,
        ({ requests$ }) =>
          work({
            run: async (experiment, onPlanned = () => {}) => {
              const { lossLevels } = experiment.analysis;
              const { concurrency } = executor;
              const shown = await rendererFor(terminal, { concurrency, lossLevels });
              renderer = withLiveStatus(shown, place.directory, concurrency);
              const outcome = await runSession({
                experiment,
                events$: services.runExperiment(experiment, { store: asked, executor, shard: place.shard }),
                interruptions$: requests$,
                renderer,
                onPlanned,
              });
              if (outcome.interrupted) {
                await executor.dispose();
                await settled();
              }
              const hashes = (outcome.planned?.runs ?? []).map(({ hash }) => hash);
              return { outcome, results: await storedResults(store, hashes) };
            },
          }),
        { onFirst: () => renderer?.note(STOPPING), onSecond: () => renderer?.stop() },
      );
    } finally {
      renderer?.stop();
    }
  });
}

/** A store and workers, opened for `work` and closed whatever happens. */
export async function withStoreAndWorkers(
  { directory, onNotice, ...place }: WorkPlace & { onNotice(text: string): void },
  work: (opened: { readonly store: RunStore; readonly executor: Executor }) => Promise<void>,
): Promise<void> {
  const executor = await executorFor(place, onNotice);
  try {
    const store = await place.context.services.openStore(directory, { onNotice });
    try {
      await work({ store, executor });
    } finally {
      // First what works, then where it is kept.
      await executor.dispose();
      await store.close();
    }
  } catch (error) {
    await executor.dispose();
    throw error;
  }
}

async function executorFor(
  { jobs, queue, context }: Omit<WorkPlace, 'directory'>,
  say: (text: string) => void,
): Promise<Executor> {
  const { terminal, services } = context;
  if (queue === undefined) return services.createExecutor(jobs);
  return services.connectExecutor({ ...queue, outstanding: jobs, environment: terminal.environment, say });
}

async function rendererFor(
  { stderr, environment }: Terminal,
  screen: Omit<LiveScreen, 'stream' | 'style'>,
): Promise<ProgressRenderer> {
  const style = styleFor(stderr, environment);
  if (!isScreen(stderr, environment)) return plainRenderer(stderr, style);
  const { liveRenderer } = await import('../progress/live-renderer.js');
  return liveRenderer({ stream: stderr, style, ...screen });
}
