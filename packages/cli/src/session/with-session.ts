import { freshRunStore, type Executor, type Experiment, type PlannedRun, type RunResult, type Shard } from '@dof/core';
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
import { runSession, type Planned, type SessionOutcome } from './run-session.js';

const STOPPING = 'stopping: finished runs are kept, the report of them follows (Ctrl-C again to quit at once)';

export interface SessionPlace {
  /** Where the store is. */
  readonly directory: string;
  /** Runs at once; default: one per core. */
  readonly jobs?: number;
  /** Has the runs done by workers elsewhere, over this queue. */
  readonly queue?: Pick<QueueOptions, 'address' | 'queue' | 'sharedFolder'>;
  /** Does this part of each experiment only. */
  readonly shard?: Shard;
  /** Finished runs older than this are trained again; undefined: none are. */
  readonly freshSince?: string;
  readonly context: CommandContext;
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
  const onNotice = sayOn(terminal);
  const executor = await executorFor(place, (text) => (renderer === undefined ? onNotice(text) : renderer.note(text)));
  const store = await services.openStore(place.directory, { onNotice }).catch(async (error: unknown) => {
    await executor.dispose();
    throw error;
  });
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
            if (outcome.interrupted) await executor.dispose();
            const hashes = (outcome.planned?.runs ?? []).map(({ hash }) => hash);
            return { outcome, results: await storedResults(store, hashes) };
          },
        }),
      { onFirst: () => renderer?.note(STOPPING), onSecond: () => renderer?.stop() },
    );
  } finally {
    renderer?.stop();
    await executor.dispose();
    await store.close();
  }
}

async function executorFor({ jobs, queue, context }: SessionPlace, say: (text: string) => void): Promise<Executor> {
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
