import { resolve } from 'node:path';
import { Command } from 'commander';
import { DofError, suggestion, type DatasetProvider } from '@dof/core';
import { lastValueFrom, takeUntil, tap } from 'rxjs';
import { ExitCode } from '../exit-code.js';
import { alignedColumns } from '../output/aligned-columns.js';
import { styleFor } from '../output/style.js';
import { fetchProgress } from '../progress/fetch-progress.js';
import type { CommandContext } from './command-context.js';
import { examples } from './examples.js';

interface ListOptions {
  readonly json: boolean;
}

interface FetchOptions {
  readonly into?: string;
}

/** `dof datasets`: which data are on this machine, and how to get the others. */
export function datasetsCommand(context: CommandContext): Command {
  const list = new Command('list')
    .summary('show where each data set is, or how to get it')
    .description('Shows every data set that an experiment file may name, and where it is on this machine.')
    .helpOption('--help', 'show this help')
    .option('--json', 'print the list as one JSON document', false)
    .addHelpText('after', examples('dof datasets list'))
    .action((options: ListOptions) => listDatasets(options, context));
  const fetch = new Command('fetch')
    .summary('bring a data set to this machine')
    .description(
      'Brings a data set from its publisher, verified by its digest, to $DOF_DATA or the cache folder. Interrupt it ' +
        'whenever you like: the same command goes on where it stopped.',
    )
    .helpOption('--help', 'show this help')
    .argument('<name>', 'the data set')
    .option('--into <folder>', 'put the files into this folder')
    .addHelpText('after', examples('dof datasets fetch cifar-10', 'dof datasets fetch svhn --into /data/svhn'))
    .action((name: string, options: FetchOptions) => fetchDataset(name, options, context));
  return new Command('datasets')
    .summary('show or fetch data sets')
    .description('Shows which data sets are on this machine, and brings others to it.')
    .helpCommand(false)
    .addHelpText('after', examples('dof datasets list', 'dof datasets fetch cifar-10'))
    .addCommand(list)
    .addCommand(fetch);
}

async function providers({ terminal, services }: CommandContext): Promise<readonly DatasetProvider[]> {
  const registry = await services.findPlugins(terminal.workingDirectory);
  const { plugins, failures } = await registry.discover<DatasetProvider>('dataset');
  for (const { packageName, message } of failures) {
    terminal.stderr.write(`dof: ${packageName} does not load: ${message}\n`);
  }
  return plugins;
}

async function listDatasets({ json }: ListOptions, context: CommandContext): Promise<void> {
  const { stdout, environment } = context.terminal;
  const all = await Promise.all(
    (await providers(context)).map(async (provider) => {
      const { name, version, description } = provider;
      return { name, version, description, ...(await provider.locate()), fetchable: provider.fetch !== undefined };
    }),
  );
  if (json) {
    stdout.write(`${JSON.stringify(all, undefined, 2)}\n`);
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

async function fetchDataset(name: string, { into }: FetchOptions, context: CommandContext): Promise<void> {
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
  const stop$ = terminal.interruptions$.pipe(tap(() => (interrupted = true)));
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
