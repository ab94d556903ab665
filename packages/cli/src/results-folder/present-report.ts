import { plainJson, type ReportInput } from '@dof/core';
import type { ReportDetails } from '@dof/reporting';
import type { CommandContext } from '../command-line/command-context.js';
import { shortestPath } from '../terminal/printing.js';
import { styleFor } from '../terminal/style.js';
import { storedExperiment } from './experiment-folder.js';

/** How a command ends that has results to show. */
export interface PresentReportOptions {
  readonly input: ReportInput & Pick<ReportDetails, 'notices'>;
  readonly directory: string;
  readonly json: boolean;
  /** What the JSON document says beside the summary; `runs.planned` of it says how many runs were asked for. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * Writes the report's files, and shows the tables and the files' names, or all of it as one JSON document. Returns the
 * paths of the files.
 */
export async function presentReport(
  { input, directory, json, facts }: PresentReportOptions,
  { terminal, services }: CommandContext,
): Promise<readonly string[]> {
  const experiment = storedExperiment(directory);
  const report = await services.writeReport({ ...input, experiment, planned: plannedRuns(facts) }, directory);
  if (json) {
    const head = JSON.stringify({ experiment: input.title, directory, ...facts, files: report.files }, undefined, 2);
    terminal.stdout.write(`${plainJson(head.slice(0, -'\n}'.length))},\n  "summary": `);
    for (const part of await report.json()) terminal.stdout.write(plainJson(part));
    terminal.stdout.write('}\n');
    return report.files;
  }
  const style = styleFor(terminal.stdout, terminal.environment);
  terminal.stdout.write(`\n${report.text.trimEnd()}\n\n${style.dim('Written')}\n`);
  const [pictures, others] = [report.files.filter(isDetail), report.files.filter((file) => !isDetail(file))];
  for (const file of others) terminal.stdout.write(`  ${shortestPath(file, terminal.workingDirectory)}\n`);
  if (pictures.length > 0) {
    terminal.stdout.write(`  and ${pictures.length} files in its folders figures and tables\n`);
  }
  return report.files;
}

function plannedRuns({ runs }: PresentReportOptions['facts']): number | undefined {
  const known = typeof runs === 'object' && runs !== null && 'planned' in runs ? runs.planned : undefined;
  return typeof known === 'number' ? known : undefined;
}

/** Pictures and tables, too many to name. */
function isDetail(file: string): boolean {
  return /[/\\](figures|tables)[/\\][^/\\]+$/.test(file);
}
