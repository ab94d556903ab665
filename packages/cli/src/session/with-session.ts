import { freshRunStore, type Executor, type Experiment, type PlannedRun, type RunResult, type Shard } from '@dof/core';
import { sayOn } from '../output/say-on.js';
import type { CommandContext } from '../commands/command-context.js';
import { ExitCode } from '../exit-code.js';
import { isScreen, styleFor } from '../output/style.js';
import { liveRenderer, type LiveScreen } from '../progress/live-renderer.js';
import { plainRenderer } from '../progress/plain-renderer.js';
import type { ProgressRenderer } from '../progress/progress-renderer.js';
import type { QueueRequest } from '../queue/queue-services.js';
import type { Terminal } from '../terminal.js';
import { rememberInterruptions } from './interruptions.js';
import { withLiveStatus } from './live-status.js';
import { runSession, type Planned, type SessionOutcome } from './run-session.js';
import { storedResults } from './stored-results.js';

export interface SessionPlace {
  /** Where the store is. */
  readonly directory: string;
  /** Runs at once; one per core when left out. */
  readonly jobs?: number;
  /** Has the runs done by workers elsewhere, over this queue. */
  readonly queue?: Pick<QueueRequest, 'address' | 'queue' | 'sharedFolder'>;
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
  const { interruptions$, stopListening } = rememberInterruptions(terminal);
  interruptions$.subscribe(signalHandler(terminal, () => renderer));
  try {
    await work({
      run: async (experiment, onPlanned = () => {}) => {
        const { lossLevels } = experiment.analysis;
        const { concurrency } = executor;
        renderer = withLiveStatus(rendererFor(terminal, { concurrency, lossLevels }), place.directory);
        const outcome = await runSession({
          experiment,
          events$: services.runExperiment(experiment, { store: asked, executor, shard: place.shard }),
          interruptions$,
          renderer,
          onPlanned,
        });
        if (outcome.interrupted) await executor.dispose();
        const hashes = (outcome.planned?.runs ?? []).map(({ hash }) => hash);
        return { outcome, results: await storedResults(store, hashes) };
      },
    });
  } finally {
    stopListening();
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

function rendererFor(
  { stderr, environment }: Terminal,
  screen: Omit<LiveScreen, 'stream' | 'style'>,
): ProgressRenderer {
  const style = styleFor(stderr, environment);
  return isScreen(stderr, environment)
    ? liveRenderer({ stream: stderr, style, ...screen })
    : plainRenderer(stderr, style);
}

function signalHandler(terminal: Terminal, current: () => ProgressRenderer | undefined): () => void {
  let signals = 0;
  return () => {
    signals += 1;
    if (signals === 1) {
      current()?.note('stopping: finished runs are kept, the report of them follows (Ctrl-C again to quit at once)');
      return;
    }
    current()?.stop();
    terminal.exit(ExitCode.interrupted);
  };
}
