import { resolve } from 'node:path';
import type { DatasetProvider } from '@dof/core';
import { DofError, suggestion } from '@dof/core/errors';
import { lastValueFrom, takeUntil, tap } from 'rxjs';
import type { CommandContext } from '../../command-line/command-context.js';
import { ExitCode } from '../../exit-code.js';
import { alignedColumns } from '../../terminal/aligned-columns.js';
import { interruptible } from '../../terminal/interruptible.js';
import { jsonText, sayOn } from '../../terminal/printing.js';
import { styleFor } from '../../terminal/style.js';
import { fetchProgress } from './fetch-progress.js';

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
  const folder = into === undefined ? undefined : resolve(terminal.workingDirectory, into);
  const fetched$ = provider.fetch(folder).pipe(tap(progress.next));
  const wasStopped = await interruptible(terminal, async ({ signal, requests$ }) => {
    try {
      await lastValueFrom(fetched$.pipe(takeUntil(requests$)), { defaultValue: undefined });
    } finally {
      progress.stop();
    }
    return signal.aborted;
  });
  if (!wasStopped) return;
  terminal.stderr.write('stopped; the same command goes on where this one stopped\n');
  finish(ExitCode.interrupted);
}
