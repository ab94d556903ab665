import type { Backend, ModelProvider, Named, PluginKind } from '@dof/core';
import type { CommandContext } from '../../command-line/command-context.js';
import { alignedColumns } from '../../terminal/aligned-columns.js';
import { jsonText, sayOn } from '../../terminal/printing.js';
import { styleFor, type Style } from '../../terminal/style.js';
import { modelDimensions } from './model-dimensions.js';
import { optionList, optionsJsonSchema } from './plugin-options.js';

/** As the command line gives them. */
export interface ListOptions {
  readonly json: boolean;
}

/** What `dof list KIND` does. */
export async function list(
  kind: PluginKind,
  options: ListOptions,
  { terminal, services }: CommandContext,
): Promise<void> {
  const registry = await services.findPlugins(terminal.workingDirectory);
  const { plugins, failures } = await registry.discover<Named>(kind);
  for (const { packageName, message } of failures) {
    sayOn(terminal)(`${packageName} does not load: ${message}`);
  }
  if (options.json) {
    const entries = plugins.map((plugin) => ({
      name: plugin.name,
      version: plugin.version,
      description: describe(plugin),
      options: optionsJsonSchema(plugin),
      ...(isModel(plugin) && { dimension: modelDimensions(plugin) }),
    }));
    terminal.stdout.write(jsonText(entries));
    return;
  }
  const style = styleFor(terminal.stdout, terminal.environment);
  for (const plugin of plugins) terminal.stdout.write(`${entry(plugin, style)}\n`);
}

function entry(plugin: Named, style: Style): string {
  const heading = `${style.bold(plugin.name)} ${style.dim(`(version ${plugin.version})`)}  ${describe(plugin)}`;
  const options = alignedColumns(optionList(plugin).map(({ name, takes }) => [name, takes]));
  const lines = [...(isModel(plugin) ? dimensionLine(plugin) : []), ...options];
  return [heading, ...lines.map((line) => `    ${line}`)].join('\n');
}

function dimensionLine(model: ModelProvider): readonly string[] {
  const counts = Object.entries(modelDimensions(model)).map(
    ([data, count]) => `${count.toLocaleString('en')} on ${data}`,
  );
  return counts.length === 0 ? [] : [`D = ${counts.join(', ')}`];
}

function describe(plugin: Named): string {
  return plugin.description ?? (isBackend(plugin) ? plugin.describe().detail : '');
}

function isBackend(plugin: Named): plugin is Backend {
  return 'describe' in plugin && typeof plugin.describe === 'function';
}

function isModel(plugin: Named): plugin is ModelProvider {
  return 'build' in plugin && typeof plugin.build === 'function';
}
