import { resolve } from 'node:path';
import type { DatasetProvider } from '@dof/core';
import { DofError, suggestion } from '@dof/core/errors';
import { lastValueFrom, takeUntil, tap } from 'rxjs';
import { sayOn } from '../output/say-on.js';
import { ExitCode } from '../exit-code.js';
import { alignedColumns } from '../output/aligned-columns.js';
import { styleFor } from '../output/style.js';
import { interruptions } from '../session/interruptions.js';
import { fetchProgress } from '../progress/fetch-progress.js';
import type { CommandContext } from '../commands/command-context.js';
import { jsonText } from '../output/json-text.js';

/** As the command line gives them. */
export interface ListOptions {
  readonly json: boolean;
}

/** As the command line gives them. */
export interface FetchOptions {
  readonly into?: string;
}

async function providers({ terminal, services }: CommandContext): Promise<readonly DatasetProvider[]> {
  const registry = await services.findPlugins(terminal.workingDirectory);
  const { plugins, failures } = await registry.discover<DatasetProvider>('dataset');
  for (const { packageName, message } of failures) {
    sayOn(terminal)(`${packageName} does not load: ${message}`);
  }
  return plugins;
}

/** What `dof datasets list` does. */
export async function listDatasets({ json }: ListOptions, context: CommandContext): Promise<void> {
  const { stdout, environment } = context.terminal;
  const all = await Promise.all(
    (await providers(context)).map(async (provider) => {
      const { name, version, description } = provider;
      return { name, version, description, ...(await provider.locate()), fetchable: provider.fetch !== undefined };
    }),
  );
  if (json) {
    stdout.write(jsonText(all));
    return;
  }
  const style = styleFor(stdout, environment);
  const [yes, no] = style.unicode ? ['✓', '✗'] : ['+', '-'];
  for (const [index, line] of alignedColumns(
    all.map(({ name, detail }) => [name, without(detail, `${name}: `)]),
  ).entries()) {
    stdout.write(`${all[index].found ? style.good(yes) : style.warning(no)} ${line}\n`);
  }
}

/** The list says the name already. */
function without(detail: string, prefix: string): string {
  return detail.startsWith(prefix) ? detail.slice(prefix.length) : detail;
}

/** What `dof datasets fetch NAME` does. */
export async function fetchDataset(name: string, { into }: FetchOptions, context: CommandContext): Promise<void> {
  const { terminal, finish } = context;
  const all = await providers(context);
  const provider = all.find((candidate) => candidate.name === name);
  if (provider === undefined) {
    const names = all.filter(({ fetch }) => fetch !== undefined).map((candidate) => candidate.name);
    throw new DofError('DOF_UNKNOWN_DATASET', `unknown data set "${name}"${suggestion(name, names)}`);
  }
  if (provider.fetch === undefined) {
    const { detail } = await provider.locate();
    throw new DofError('DOF_NOTHING_TO_FETCH', `data set ${name} is not fetched from anywhere: ${detail}`);
  }
  const progress = fetchProgress(
    terminal.stderr,
    styleFor(terminal.stderr, terminal.environment),
    terminal.environment,
  );
  let interrupted = false;
  const stop$ = interruptions(terminal).pipe(tap(() => (interrupted = true)));
  const folder = into === undefined ? undefined : resolve(terminal.workingDirectory, into);
  try {
    await lastValueFrom(provider.fetch(folder).pipe(tap(progress.next), takeUntil(stop$)), { defaultValue: undefined });
  } finally {
    progress.stop();
  }
  if (!interrupted) return;
  terminal.stderr.write('stopped; the same command goes on where this one stopped\n');
  finish(ExitCode.interrupted);
}
