import type { ThresholdCurvesReport } from '@dof/reporting';
import type { CommandContext } from '../../command-line/command-context.js';
import { jsonText, shortestPath } from '../../terminal/printing.js';
import { styleFor } from '../../terminal/style.js';

/** Writes a document with its picture, and prints it as JSON where that is asked for, or as this text. */
export async function writeTheory(
  report: ThresholdCurvesReport & { readonly document: object },
  { directory, json, text }: { readonly directory: string; readonly json: boolean; text(): string },
  { terminal, services }: CommandContext,
): Promise<void> {
  const files = await services.writeThresholdCurves(report, directory);
  if (json) {
    terminal.stdout.write(jsonText({ ...report.document, files }));
    return;
  }
  const style = styleFor(terminal.stdout, terminal.environment);
  terminal.stdout.write(`${text()}\n\n${style.dim('Written')}\n`);
  for (const path of files) terminal.stdout.write(`  ${shortestPath(path, terminal.workingDirectory)}\n`);
}
