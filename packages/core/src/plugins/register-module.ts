import type { DependencyContainer } from 'tsyringe';
import { DofError } from '../errors/dof-error.js';
import type { PluginModule } from './plugin-kind.js';

/** Imports one module and lets it register; throws DOF_NOT_A_PLUGIN when it exports no `register` function. */
export async function registerModule(target: DependencyContainer, module: string): Promise<void> {
  const imported: unknown = await import(module);
  if (!isPluginModule(imported)) {
    throw new DofError(
      'DOF_NOT_A_PLUGIN',
      `${module} is not a plugin: it must export a function register(container) that registers what it implements`,
    );
  }
  imported.register(target);
}

function isPluginModule(imported: unknown): imported is PluginModule {
  return (
    typeof imported === 'object' &&
    imported !== null &&
    'register' in imported &&
    typeof imported.register === 'function'
  );
}
