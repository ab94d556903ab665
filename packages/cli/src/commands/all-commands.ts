import type { Command } from 'commander';
import type { Perform } from '../command-line/command-context.js';

/** What a command takes; it says so when it is loaded. */
type DeclareCommand = (perform: Perform) => Command;

/**
 * Every command, in the order of the help. Each stands in a folder of its own, and even its declaration is loaded late: a
 * command line needs that of its own command, and only the help needs all.
 */
const allCommands: Readonly<Record<string, () => Promise<DeclareCommand>>> = {
  run: async () => (await import('./run/run-command.js')).runCommand,
  worker: async () => (await import('./worker/worker-command.js')).workerCommand,
  benchmark: async () => (await import('./benchmark/benchmark-command.js')).benchmarkCommand,
  leaderboard: async () => (await import('./leaderboard/leaderboard-command.js')).leaderboardCommand,
  report: async () => (await import('./report/report-command.js')).reportCommand,
  watch: async () => (await import('./watch/watch-command.js')).watchCommand,
  runs: async () => (await import('./runs/runs-command.js')).runsCommand,
  weights: async () => (await import('./weights/weights-command.js')).weightsCommand,
  merge: async () => (await import('./merge/merge-command.js')).mergeCommand,
  list: async () => (await import('./list/list-command.js')).listCommand,
  datasets: async () => (await import('./datasets/datasets-command.js')).datasetsCommand,
  threshold: async () => (await import('./threshold/threshold-command.js')).thresholdCommand,
  theory: async () => (await import('./theory/theory-command.js')).theoryCommand,
  schema: async () => (await import('./schema/schema-command.js')).schemaCommand,
  doctor: async () => (await import('./doctor/doctor-command.js')).doctorCommand,
};

/** The declaration of the command that a command line begins with; all of them where it begins with none. */
export async function commandsFor([name = '']: readonly string[]): Promise<readonly DeclareCommand[]> {
  const asked = Object.hasOwn(allCommands, name) ? [allCommands[name]] : Object.values(allCommands);
  const declared: DeclareCommand[] = [];
  for (const load of asked) declared.push(await load());
  return declared;
}
