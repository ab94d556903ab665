import type { DependencyContainer } from 'tsyringe';
import { DofError, isDofError } from '../errors/dof-error.js';
import { errorMessage } from '../errors/error-code.js';
import { PLUGIN_KINDS, type Named, type PluginKind, type PluginModule } from './plugin-kind.js';

/** The plugins that one module brought, by kind. */
export type BroughtPlugins = Readonly<Record<PluginKind, readonly Named[]>>;

/**
 * Imports one module, lets it register into a container of its own below `parent`, and returns what it brought.
 *
 * @throws DofError DOF_NOT_A_PLUGIN when it exports no `register` function or registers what is no plugin,
 *   DOF_PLUGIN_BROKEN when it does not load or its code throws
 */
export async function registerModule(parent: DependencyContainer, module: string): Promise<BroughtPlugins> {
  const container = parent.createChildContainer();
  try {
    const imported: unknown = await import(module);
    if (!isPluginModule(imported)) {
      throw new DofError(
        'DOF_NOT_A_PLUGIN',
        `${module} is not a plugin: it must export a function register(container) that registers what it implements`,
      );
    }
    await imported.register(container);
    const kinds = Object.entries(PLUGIN_KINDS).map(([kind, { token }]): [string, readonly Named[]] => {
      const plugins: readonly unknown[] = container.isRegistered(token) ? container.resolveAll(token) : [];
      return [kind, plugins.map((plugin) => requireNamed(plugin, kind, module))];
    });
    return Object.fromEntries(kinds) as BroughtPlugins;
  } catch (error) {
    if (isDofError(error)) throw error;
    throw new DofError('DOF_PLUGIN_BROKEN', `${module} does not load: ${errorMessage(error)}${whereThrown(error)}`, {
      cause: error,
    });
  }
}

function isPluginModule(imported: unknown): imported is PluginModule {
  return (
    typeof imported === 'object' &&
    imported !== null &&
    'register' in imported &&
    typeof imported.register === 'function'
  );
}

function requireNamed(plugin: unknown, kind: string, module: string): Named {
  const { name, version, description = '' } = (plugin ?? {}) as Partial<Record<keyof Named, unknown>>;
  const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
  if (typeof plugin === 'object' && isText(name) && isText(version) && typeof description === 'string') {
    return plugin as Named;
  }
  throw new DofError(
    'DOF_NOT_A_PLUGIN',
    `${module} registers as a ${kind} what is none: an object with a name and a version, both text, is expected`,
  );
}

/** For the plugin's author: the line that threw, since the error is told in one line. */
function whereThrown(error: unknown): string {
  const stack = typeof error === 'object' && error !== null && 'stack' in error ? String(error.stack) : '';
  const [, place] = /^ +at (?:.*\()?(file:[^()\n]+:\d+:\d+)\)?$/m.exec(stack) ?? [];
  return place === undefined ? '' : ` (at ${place})`;
}
