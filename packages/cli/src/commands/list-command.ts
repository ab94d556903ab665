import { Argument, Command } from 'commander';
import type { Backend, Named, PluginKind } from '@dof/core';
import { optionList, optionsJsonSchema } from '../output/plugin-options.js';
import { alignedColumns } from '../output/aligned-columns.js';
import { styleFor, type Style } from '../output/style.js';
import type { CommandContext } from './command-context.js';
import { examples } from './examples.js';

const KINDS: Readonly<Record<string, PluginKind>> = {
  methods: 'method',
  models: 'model',
  datasets: 'dataset',
  backends: 'backend',
};

interface ListOptions {
  readonly json: boolean;
}

/** `dof list KIND`: what an experiment file may name. */
export function listCommand(context: CommandContext): Command {
  return new Command('list')
    .summary('list the methods, models, datasets or backends that are installed')
    .description('Lists what an experiment file may name, with the options each takes, looked for from this folder.')
    .addArgument(new Argument('<kind>', 'what to list').choices(Object.keys(KINDS)))
    .option('--json', 'print the list as one JSON document', false)
    .addHelpText('after', examples('dof list methods', 'dof list datasets --json'))
    .action((kind: string, options: ListOptions) => list(KINDS[kind], options, context));
}

async function list(kind: PluginKind, options: ListOptions, { terminal, services }: CommandContext): Promise<void> {
  const registry = await services.findPlugins(terminal.workingDirectory);
  const { plugins, failures } = await registry.discover<Named>(kind);
  for (const { packageName, message } of failures) {
    terminal.stderr.write(`dof: ${packageName} does not load: ${message}\n`);
  }
  if (options.json) {
    const entries = plugins.map((plugin) => ({
      name: plugin.name,
      version: plugin.version,
      description: describe(plugin),
      options: optionsJsonSchema(plugin),
    }));
    terminal.stdout.write(`${JSON.stringify(entries, undefined, 2)}\n`);
    return;
  }
  const style = styleFor(terminal.stdout, terminal.environment);
  for (const plugin of plugins) terminal.stdout.write(`${entry(plugin, style)}\n`);
}

function entry(plugin: Named, style: Style): string {
  const heading = `${style.bold(plugin.name)} ${style.dim(`(version ${plugin.version})`)}  ${describe(plugin)}`;
  const options = alignedColumns(optionList(plugin).map(({ name, takes }) => [name, takes]));
  return [heading, ...options.map((line) => `    ${line}`)].join('\n');
}

function describe(plugin: Named): string {
  return plugin.description ?? (isBackend(plugin) ? plugin.describe().detail : '');
}

function isBackend(plugin: Named): plugin is Backend {
  return 'describe' in plugin && typeof plugin.describe === 'function';
}
