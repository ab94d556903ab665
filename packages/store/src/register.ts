import { Tokens, type RunStore } from '@dof/core';
import { openRunStore } from './open-run-store.js';

/** The part of a tsyringe container that is needed here. */
export interface InstanceRegistry {
  registerInstance(token: typeof Tokens.RunStore, instance: RunStore): unknown;
}

/** Opens the store in `directory` and registers it as the container's `Tokens.RunStore`; the caller closes it. */
export async function register(container: InstanceRegistry, directory: string): Promise<RunStore> {
  const store = await openRunStore(directory);
  container.registerInstance(Tokens.RunStore, store);
  return store;
}
