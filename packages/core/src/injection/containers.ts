// tsyringe refuses to load before the reflection polyfill. It is imported here and nowhere else, so that the order in which
// packages are imported does not matter; what needs a container takes it from here.
import 'reflect-metadata';
import { container as rootContainer, type DependencyContainer, type InjectionToken } from 'tsyringe';

export { rootContainer };

/** An empty container: plugins register in it, and `runExperiment` finds there what it was not given. */
export function createContainer(): DependencyContainer {
  return rootContainer.createChildContainer();
}

/** What is registered under a token, in a container or one above it; undefined where nothing is. */
export function registered<T>(container: DependencyContainer, token: InjectionToken<T>): T | undefined {
  return container.isRegistered(token, true) ? container.resolve(token) : undefined;
}
