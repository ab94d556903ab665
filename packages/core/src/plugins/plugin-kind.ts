import type { DependencyContainer, InjectionToken } from 'tsyringe';
import { Tokens } from '../injection/tokens.js';

export type PluginKind = 'method' | 'model' | 'dataset' | 'backend' | 'weights' | 'format';

/** What every plugin says of itself. */
export interface Named {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
}

/** What a plugin package exports: it fills a container with its contracts' implementations. */
export interface PluginModule {
  register(container: DependencyContainer): void | Promise<void>;
}

/** How the packages of one kind are named and what they register. */
export interface PluginKindRules {
  readonly kind: PluginKind;
  readonly token: InjectionToken<Named>;
  /** Prefix of third-party packages: `dof-method-` gives `dof-method-foo` and `@acme/dof-method-foo`. */
  readonly prefix: string;
  /** Packages of ours that hold plugins of this kind: one per plugin, or one for all. */
  ownPackage(name: string): string;
  /** Matches our own packages of this kind in a node_modules folder. */
  readonly ownPattern: RegExp;
}

const rules = (
  kind: PluginKind,
  token: InjectionToken,
  ownPackage: (name: string) => string,
  ownPattern: RegExp,
): PluginKindRules => ({
  kind,
  token: token as InjectionToken<Named>,
  prefix: `dof-${kind}-`,
  ownPackage,
  ownPattern,
});

export const PLUGIN_KINDS: Readonly<Record<PluginKind, PluginKindRules>> = {
  method: rules('method', Tokens.DofReductionMethod, (name) => `@dof/methods-${name}`, /^@dof\/methods-/),
  model: rules('model', Tokens.ModelProvider, () => '@dof/models', /^@dof\/models$/),
  dataset: rules('dataset', Tokens.DatasetProvider, () => '@dof/datasets', /^@dof\/datasets$/),
  backend: rules('backend', Tokens.Backend, (name) => `@dof/backend-${name}`, /^@dof\/backend-/),
  // Named by the ending of the files that they read.
  weights: rules(
    'weights',
    Tokens.WeightsReader,
    (ending) => (ending === 'onnx' ? '@dof/onnx' : '@dof/weights'),
    /^@dof\/(weights|onnx)$/,
  ),
  // Of files that networks are read from.
  format: rules('format', Tokens.ModelFormat, (name) => `@dof/${name}`, /^@dof\/onnx$/),
};
