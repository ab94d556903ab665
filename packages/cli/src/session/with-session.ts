import type { Experiment, PlannedRun, RunResult } from '@dof/core';
import type { CommandContext } from '../commands/command-context.js';
import { ExitCode } from '../exit-code.js';
import { isScreen, styleFor } from '../output/style.js';
import { liveRenderer } from '../progress/live-renderer.js';
import { plainRenderer } from '../progress/plain-renderer.js';
import type { ProgressRenderer } from '../progress/progress-renderer.js';
import type { Terminal } from '../terminal.js';
import { runSession, type SessionOutcome } from './run-session.js';
import { storedResults } from './stored-results.js';

export interface SessionPlace {
  /** Where the store is. */
  readonly directory: string;
  /** Runs at once; one per core when left out. */
  readonly jobs?: number;
  readonly context: CommandContext;
}

/** What came of one experiment, with every finished run of its plan. */
export interface ExperimentPass {
  readonly outcome: SessionOutcome;
  readonly results: readonly RunResult[];
}

/** A store and workers, for one experiment after the other. */
export interface ExperimentSession {
  /** Trains what is missing and shows how it goes; `onPlanned` is called once, before anything is trained. */
  run(
    experiment: Experiment,
    onPlanned?: (runs: readonly PlannedRun[], dimension: number) => void,
  ): Promise<ExperimentPass>;
}

/** Opens a store and workers for `work`, and closes them whatever happens. */
export async function withSession(
  { directory, jobs, context }: SessionPlace,
  work: (session: ExperimentSession) => Promise<void>,
): Promise<void> {
  const { terminal, services } = context;
  const store = await services.openStore(directory);
  const executor = services.createExecutor(jobs);
  let renderer: ProgressRenderer | undefined;
  const signals = handleSignals(terminal, () => renderer);
  try {
    await work({
      run: async (experiment, onPlanned = () => {}) => {
        renderer = rendererFor(terminal, executor.concurrency);
        const outcome = await runSession({
          experiment,
          events$: services.runExperiment(experiment, { store, executor }),
          interruptions$: terminal.interruptions$,
          renderer,
          onPlanned,
        });
        if (outcome.interrupted) await executor.dispose();
        const hashes = (outcome.planned?.runs ?? []).map(({ hash }) => hash);
        return { outcome, results: await storedResults(store, hashes) };
      },
    });
  } finally {
    signals.unsubscribe();
    renderer?.stop();
    await executor.dispose();
    await store.close();
  }
}

function rendererFor({ stderr, environment }: Terminal, concurrency: number): ProgressRenderer {
  const style = styleFor(stderr, environment);
  return isScreen(stderr, environment) ? liveRenderer(stderr, style, concurrency) : plainRenderer(stderr, style);
}

function handleSignals(terminal: Terminal, current: () => ProgressRenderer | undefined): { unsubscribe(): void } {
  let signals = 0;
  return terminal.interruptions$.subscribe(() => {
    signals += 1;
    if (signals === 1) {
      current()?.note('stopping: finished runs are kept, the report of them follows (Ctrl-C again to quit at once)');
      return;
    }
    current()?.stop();
    terminal.exit(ExitCode.interrupted);
  });
}
