import { Tokens, type Reporter } from '@dof/core';
import { fileReporter } from './files/file-reporter.js';

/** The part of a tsyringe container that is needed here. */
export interface InstanceRegistry {
  registerInstance(token: typeof Tokens.Reporter, instance: Reporter): unknown;
}

/** Registers `fileReporter` as a `Tokens.Reporter` of the container. */
export function register(container: InstanceRegistry): void {
  container.registerInstance(Tokens.Reporter, fileReporter);
}
