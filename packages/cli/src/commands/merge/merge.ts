import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { replaceFileSync } from '@dof/core';
import { DofError } from '@dof/core/errors';
import { beginFolder, requireOwnReport } from '@dof/reporting/begin-folder';
import type { EmbeddedRunStore } from '@dof/store';
import type { CommandContext } from '../../command-line/command-context.js';
import { ExitCode } from '../../exit-code.js';
import { readPlan, type Plan } from '../../results-folder/experiment-folder.js';
import { presentReport } from '../../results-folder/present-report.js';
import { storedResults } from '../../results-folder/stored-results.js';
import { countOf } from '../../terminal/format-numbers.js';
import { jsonText, sayOn, shortestPath } from '../../terminal/printing.js';
import { mergeStores, type MergeOutcome } from './merge-stores.js';

/** As the command line gives them. */
export interface MergeOptions {
  readonly json: boolean;
}

/** What `dof merge DIR OTHER...` does. */
export async function merge(
  folder: string,
  others: readonly string[],
  options: MergeOptions,
  context: CommandContext,
): Promise<void> {
  const { terminal, services, finish } = context;
  const absolute = (path: string): string => resolve(terminal.workingDirectory, path);
  const directory = absolute(folder);
  const sources = others.map(absolute);
  if (sources.includes(directory)) {
    throw new DofError('DOF_BAD_MERGE', `${folder} cannot be merged into itself: name other folders after it`);
  }
  const onNotice = sayOn(terminal);
  // All are opened first, so that a mistyped name leaves nothing behind.
  const stores: EmbeddedRunStore[] = [];
  try {
    for (const source of sources) stores.push(await services.openStore(source, { access: 'read', onNotice }));
    beginFolder(directory);
    await requireOwnReport(directory);
    const target = await services.openStore(directory, { onNotice });
    stores.push(target);
    let complete = true;
    for (const [index, source] of sources.entries()) {
      const outcome = await mergeStores(target, stores[index]);
      for (const line of outcomeLines(shortestPath(source, terminal.workingDirectory), outcome)) {
        terminal.stderr.write(`${line}\n`);
      }
      complete &&= outcome.conflicts.length === 0 && outcome.misnamed === 0;
    }
    if (!complete) finish(ExitCode.mistake);
    const plan = commonPlan(directory, sources);
    if (plan === undefined) {
      terminal.stderr.write('these are no parts of one experiment, so there is no common report\n');
      if (options.json) terminal.stdout.write(jsonText({ directory, ...(await target.size()) }));
      return;
    }
    const { title, dimension, analysis, runs, tuning } = plan;
    const results = await storedResults(target, runs);
    if (results.length < runs.length) {
      terminal.stderr.write(`${results.length} of ${countOf(runs.length, 'run')} finished; the report is of these\n`);
    }
    const facts = {
      complete: results.length === runs.length,
      runs: { planned: runs.length, finished: results.length },
    };
    await presentReport(
      { input: { title, dimension, results, analysis, tuning }, directory, json: options.json, facts },
      context,
    );
  } finally {
    await Promise.all(stores.map((store) => store.close()));
  }
}

function outcomeLines(source: string, outcome: MergeOutcome): string[] {
  const { added, same, otherVariant, conflicts, misnamed, preparations } = outcome;
  const parts = [`${countOf(added, 'run')} added`];
  if (preparations > 0) parts.push(`${countOf(preparations, 'preparation')} added`);
  if (same > 0) parts.push(`${same} there already`);
  if (otherVariant > 0) parts.push(`${otherVariant} there already, from another instruction variant`);
  const lines = [`${source}: ${parts.join(', ')}`];
  if (conflicts.length > 0) {
    const [{ hash, specification }] = conflicts;
    lines.push(
      `dof: ${countOf(conflicts.length, 'run')} of ${source} came out otherwise than the same one there already, which is ` +
        `kept; the first is ${specification.method.name}, d ${specification.degreesOfFreedom}, seed ` +
        `${specification.seed} (${hash.slice(0, 12)}): train it again to see which is right`,
    );
  }
  if (misnamed > 0) {
    lines.push(
      `dof: ${countOf(misnamed, 'run')} of ${source} left out: their names are not the hashes of what they say they are`,
    );
  }
  return lines;
}

/** What a plan asks for: parts may have been trained on several machines, with the file elsewhere on each. */
function asked(plan: Plan): Plan {
  return { ...plan, source: undefined, notices: undefined };
}

/** The plan of the experiment whose parts all folders are, copied into the first; undefined where there is no such. */
function commonPlan(directory: string, sources: readonly string[]): Plan | undefined {
  const folders = [directory, ...sources].filter((folder) => existsSync(join(folder, 'plan.json')));
  const plans = folders.map(readPlan);
  const [plan] = plans;
  if (plan === undefined || plans.some((other) => !isDeepStrictEqual(asked(other), asked(plan)))) return undefined;
  for (const name of ['plan.json', 'experiment.json']) {
    if (!existsSync(join(directory, name)) && existsSync(join(folders[0], name))) {
      // Written anew: a link in its place, even one that leads nowhere, is not followed.
      replaceFileSync(join(directory, name), readFileSync(join(folders[0], name), 'utf8'));
    }
  }
  return plan;
}
