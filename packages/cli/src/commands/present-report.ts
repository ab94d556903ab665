import { relative } from 'node:path';
import type { ReportInput } from '@dof/core';
import { styleFor } from '../output/style.js';
import type { CommandContext } from './command-context.js';

/** How a command ends that has results to show. */
export interface Presentation {
  readonly input: ReportInput;
  readonly directory: string;
  readonly json: boolean;
  /** What the JSON document says beside the summary. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Writes the report's files, and shows the tables and the files' names, or all of it as one JSON document. */
export async function presentReport(
  { input, directory, json, facts }: Presentation,
  { terminal, services }: CommandContext,
): Promise<void> {
  const files = await services.writeReport(input, directory);
  const report = services.summarise(input);
  if (json) {
    const document = { experiment: input.title, directory, ...facts, summary: report.data, files };
    terminal.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
    return;
  }
  const style = styleFor(terminal.stdout, terminal.environment);
  terminal.stdout.write(`\n${report.text.trimEnd()}\n\n${style.dim('Written')}\n`);
  for (const file of files) terminal.stdout.write(`  ${shortestPath(file, terminal.workingDirectory)}\n`);
}

/** The path as seen from the working directory, where that is shorter. */
export function shortestPath(file: string, workingDirectory: string): string {
  const path = relative(workingDirectory, file);
  return path.length < file.length ? path : file;
}
