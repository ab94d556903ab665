import { fileURLToPath } from 'node:url';
import type { DependencyContainer } from 'tsyringe';
import { CONTRACT_VERSION } from '../contracts/contract-version.js';
import { DofError } from '../errors/dof-error.js';
import { errorCode, errorMessage } from '../errors/error-code.js';
import { rootContainer } from '../injection/containers.js';
import { discoverPackages } from './discover-packages.js';
import { registerModule, type BroughtPlugins } from './register-module.js';
import { hashLoadedModule } from './hash-code.js';
import { candidateModules, isPath, locateModule } from './module-location.js';
import { suggestion } from '../errors/near-matches.js';
import { PLUGIN_KINDS, type Named, type PluginKind, type PluginKindRules } from './plugin-kind.js';

/** What is installed of one kind. */
export interface Discovery<T extends Named> {
  readonly plugins: readonly T[];
  readonly failures: readonly { readonly packageName: string; readonly message: string }[];
}

/** Where the code of a plugin is. */
export interface PluginOrigin {
  /** A file URL. */
  readonly module: string;
  /** Of a module that was named by a path, see `hashModuleFile`: it has no version that says when it changed. */
  readonly contentHash?: string;
}

/** Finds plugins by name for one experiment, and remembers which modules it loaded, for the workers to load too. */
export class PluginRegistry {
  /** What each loaded module registered. */
  readonly #brought = new Map<string, BroughtPlugins>();
  /** Content of the modules that were named by a path. */
  readonly #contents = new Map<string, string>();

  private constructor(
    readonly baseDirectory: string,
    private readonly parent: DependencyContainer,
  ) {}

  /**
   * @param baseDirectory where module names are looked up first: the experiment file's folder.
   * @param modules file URLs loaded up front, such as a caller's own plugins.
   * @param parent plugins of the caller, registered beforehand; modules are loaded into children of it.
   * @param hashed whether the content of those modules is wanted, see `originOf`.
   */
  static async create(
    baseDirectory: string,
    modules: readonly string[] = [],
    parent: DependencyContainer = rootContainer,
    hashed = false,
  ): Promise<PluginRegistry> {
    const registry = new PluginRegistry(baseDirectory, parent);
    for (const module of modules) {
      if (hashed) registry.#contents.set(module, hashLoadedModule(fileURLToPath(module)));
      await registry.#load(module);
    }
    return registry;
  }

  /** File URLs of every module loaded so far. */
  get modules(): readonly string[] {
    return [...this.#brought.keys()];
  }

  /** The plugin of that name; throws DOF_UNKNOWN_METHOD (or _MODEL, ...) with the names tried and near matches. */
  async find<T extends Named>(kind: PluginKind, name: string): Promise<T> {
    const rules = PLUGIN_KINDS[kind];
    const known = this.#byName(rules, name);
    if (known !== undefined) return accept<T>(kind, known);
    const tried = candidateModules(rules, name);
    for (const candidate of tried) {
      const module = await locateModule(candidate, this.baseDirectory);
      if (module === undefined) continue;
      if (isPath(candidate) && !this.#contents.has(module)) {
        // Before it is loaded: what is hashed later may have changed since.
        this.#contents.set(module, contentOf(module));
      }
      await this.#load(module);
      const loaded = this.#byName(rules, name);
      if (loaded !== undefined) return accept<T>(kind, loaded);
      // A module named by path or package, not by plugin name, stands for the one plugin of this kind that it brings.
      const brought = this.#brought.get(module)?.[kind] ?? [];
      if (brought.length === 1 && (candidate === name || name.startsWith('@'))) return accept<T>(kind, brought[0]);
    }
    // A package may bring plugins of other names than its own, such as the null model of its method.
    const installed = await this.list(kind);
    const other = installed.find((plugin) => plugin.name === name);
    if (other !== undefined) return accept<T>(kind, other);
    const available = installed.map((plugin) => plugin.name);
    throw new DofError(
      `DOF_UNKNOWN_${kind.toUpperCase() as Uppercase<PluginKind>}`,
      `unknown ${kind} "${name}": looked for ${tried.join(', ')} from ${this.baseDirectory}${suggestion(name, available)}`,
    );
  }

  /** Where the code of a plugin is; undefined for one that the caller registered. */
  originOf(plugin: Named): PluginOrigin | undefined {
    for (const [module, brought] of this.#brought) {
      const isOurs = Object.values(brought).some((plugins) => plugins.includes(plugin));
      if (isOurs) return { module, contentHash: this.#contents.get(module) };
    }
    return undefined;
  }

  /** Every plugin of a kind that is registered or installed, by name. */
  async list<T extends Named>(kind: PluginKind): Promise<readonly T[]> {
    return (await this.discover<T>(kind)).plugins;
  }

  /** Like {@link list}, with the installed packages that do not load and why. */
  async discover<T extends Named>(kind: PluginKind): Promise<Discovery<T>> {
    const rules = PLUGIN_KINDS[kind];
    const failures: { packageName: string; message: string }[] = [];
    for (const packageName of discoverPackages(rules, this.baseDirectory)) {
      try {
        const module = await locateModule(packageName, this.baseDirectory);
        if (module !== undefined) await this.#load(module);
      } catch (error) {
        // Whoever shows this names the package; of what its own code threw, only that is new.
        const thrown = errorCode(error) === 'DOF_PLUGIN_BROKEN' && error instanceof Error ? error.cause : error;
        failures.push({ packageName, message: errorMessage(thrown) });
      }
    }
    return { plugins: [...(this.#all(rules) as T[])].sort((a, b) => (a.name < b.name ? -1 : 1)), failures };
  }

  async #load(module: string): Promise<void> {
    if (!this.#brought.has(module)) this.#brought.set(module, await registerModule(this.parent, module));
  }

  #all({ kind, token }: PluginKindRules): Named[] {
    const own = this.parent.isRegistered(token) ? this.parent.resolveAll(token) : [];
    return [...own, ...[...this.#brought.values()].flatMap((brought) => brought[kind])];
  }

  #byName(rules: PluginKindRules, name: string): Named | undefined {
    return this.#all(rules).find((plugin) => plugin.name === name);
  }
}

/** Empty for what cannot be read, such as a folder: loading it says what is wrong. */
function contentOf(module: string): string {
  try {
    return hashLoadedModule(fileURLToPath(module));
  } catch {
    return '';
  }
}

/** A method must say which contract it was written for; other kinds may. */
function accept<T extends Named>(kind: PluginKind, plugin: Named): T {
  const given = 'contractVersion' in plugin ? plugin.contractVersion : undefined;
  if (given === CONTRACT_VERSION || (given === undefined && kind !== 'method')) return plugin as T;
  const what = `${kind} ${plugin.name} ${plugin.version}`;
  if (typeof given === 'string' && given !== '') {
    throw new DofError(
      'DOF_CONTRACT_VERSION',
      `${what} was written for contract ${given}, this core has contract ${CONTRACT_VERSION}: install a version of the ` +
        `${kind} made for it`,
    );
  }
  throw new DofError(
    'DOF_CONTRACT_VERSION',
    `${what} does not say which contract it was written for: give it contractVersion: CONTRACT_VERSION of @dof/core ` +
      `(the text ${JSON.stringify(CONTRACT_VERSION)})${given === undefined ? '' : `, not ${JSON.stringify(given) ?? typeof given}`}`,
  );
}
