import type { Command } from 'commander';
import type { Perform } from '../command-line/command-context.js';
import { benchmarkCommand } from './benchmark/benchmark-command.js';
import { datasetsCommand } from './datasets/datasets-command.js';
import { doctorCommand } from './doctor/doctor-command.js';
import { leaderboardCommand } from './leaderboard/leaderboard-command.js';
import { listCommand } from './list/list-command.js';
import { mergeCommand } from './merge/merge-command.js';
import { reportCommand } from './report/report-command.js';
import { runCommand } from './run/run-command.js';
import { runsCommand } from './runs/runs-command.js';
import { theoryCommand } from './theory/theory-command.js';
import { schemaCommand } from './schema/schema-command.js';
import { thresholdCommand } from './threshold/threshold-command.js';
import { watchCommand } from './watch/watch-command.js';
import { workerCommand } from './worker/worker-command.js';

/** Every command, in the order of the help. Each stands in a folder of its own and is loaded late, but for its declaration. */
export const allCommands: readonly ((perform: Perform) => Command)[] = [
  runCommand,
  workerCommand,
  benchmarkCommand,
  leaderboardCommand,
  reportCommand,
  watchCommand,
  runsCommand,
  mergeCommand,
  listCommand,
  datasetsCommand,
  thresholdCommand,
  theoryCommand,
  schemaCommand,
  doctorCommand,
];
