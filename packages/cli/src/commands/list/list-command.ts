import { Argument, Command } from 'commander';
import type { PluginKind } from '@dof/core';
import type { Perform } from '../../command-line/command-context.js';
import { examples } from '../../command-line/examples.js';
import type { ListOptions } from './list.js';

const KINDS: Readonly<Record<string, PluginKind>> = {
  methods: 'method',
  models: 'model',
  datasets: 'dataset',
  backends: 'backend',
};

/** `dof list KIND`: what an experiment file may name. */
export function listCommand(perform: Perform): Command {
  return new Command('list')
    .summary('list the methods, models, datasets or backends that are installed')
    .description('Lists what an experiment file may name, with the options each takes, looked for from this folder.')
    .addArgument(new Argument('<kind>', 'what to list').choices(Object.keys(KINDS)))
    .option('--json', 'print the list as one JSON document', false)
    .addHelpText('after', examples('dof list methods', 'dof list datasets --json'))
    .action((kind: string, options: ListOptions) =>
      perform(async (context) => (await import('./list.js')).list(KINDS[kind], options, context)),
    );
}
