import { container as rootContainer, type DependencyContainer } from 'tsyringe';
import { CONTRACT_VERSION } from '../contracts/contract-version.js';
import { DofError } from '../errors/dof-error.js';
import { errorMessage } from '../errors/error-code.js';
import { discoverPackages } from './discover-packages.js';
import { registerModule } from './register-module.js';
import { candidateModules, locateModule } from './module-location.js';
import { suggestion } from './near-matches.js';
import { PLUGIN_KINDS, type Named, type PluginKind, type PluginKindRules } from './plugin-kind.js';

/** What is installed of one kind. */
export interface Discovery<T extends Named> {
  readonly plugins: readonly T[];
  readonly failures: readonly { readonly packageName: string; readonly message: string }[];
}

/** Finds plugins by name for one experiment, and remembers which modules it loaded, for the workers to load too. */
export class PluginRegistry {
  /** What each loaded module registered, of every kind. */
  readonly #brought = new Map<string, readonly Named[]>();

  private constructor(
    readonly container: DependencyContainer,
    readonly baseDirectory: string,
    private readonly parent: DependencyContainer,
  ) {}

  /**
   * @param baseDirectory where module names are looked up first: the experiment file's folder.
   * @param modules file URLs loaded up front, such as a caller's own plugins.
   * @param parent plugins of the caller, registered beforehand; modules are loaded into a child of it.
   */
  static async create(
    baseDirectory: string,
    modules: readonly string[] = [],
    parent: DependencyContainer = rootContainer,
  ): Promise<PluginRegistry> {
    const registry = new PluginRegistry(parent.createChildContainer(), baseDirectory, parent);
    for (const module of modules) await registry.#load(module);
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
      const module = locateModule(candidate, this.baseDirectory);
      if (module === undefined) continue;
      await this.#load(module);
      const loaded = this.#byName(rules, name);
      if (loaded !== undefined) return accept<T>(kind, loaded);
      // A module named by path or package, not by plugin name, stands for the one plugin of this kind that it brings.
      const all = this.#all(rules);
      const brought = (this.#brought.get(module) ?? []).filter((plugin) => all.includes(plugin));
      if (brought.length === 1 && (candidate === name || name.startsWith('@'))) return accept<T>(kind, brought[0]);
    }
    // A package may bring plugins of other names than its own, such as the null model of its method.
    const installed = await this.list(kind);
    const other = installed.find((plugin) => plugin.name === name);
    if (other !== undefined) return accept<T>(kind, other);
    const available = installed.map((plugin) => plugin.name);
    throw new DofError(
      `DOF_UNKNOWN_${kind.toUpperCase()}`,
      `unknown ${kind} "${name}": looked for ${tried.join(', ')} from ${this.baseDirectory}${suggestion(name, available)}`,
    );
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
        const module = locateModule(packageName, this.baseDirectory);
        if (module !== undefined) await this.#load(module);
      } catch (error) {
        failures.push({ packageName, message: errorMessage(error) });
      }
    }
    return { plugins: [...(this.#all(rules) as T[])].sort((a, b) => (a.name < b.name ? -1 : 1)), failures };
  }

  async #load(module: string): Promise<void> {
    if (this.#brought.has(module)) return;
    const before = new Set(this.#everything());
    await registerModule(this.container, module);
    this.#brought.set(
      module,
      this.#everything().filter((plugin) => !before.has(plugin)),
    );
  }

  #everything(): Named[] {
    return Object.values(PLUGIN_KINDS).flatMap((rules) => this.#all(rules));
  }

  #all(rules: PluginKindRules): Named[] {
    return [this.parent, this.container].flatMap((container) =>
      container.isRegistered(rules.token) ? container.resolveAll(rules.token) : [],
    );
  }

  #byName(rules: PluginKindRules, name: string): Named | undefined {
    return this.#all(rules).find((plugin) => plugin.name === name);
  }
}

function accept<T extends Named>(kind: PluginKind, plugin: Named): T {
  if (kind === 'method' && 'contractVersion' in plugin && plugin.contractVersion !== CONTRACT_VERSION) {
    throw new DofError(
      'DOF_CONTRACT_VERSION',
      `method ${plugin.name} ${plugin.version} was written for contract ${String(plugin.contractVersion)}, this core has ` +
        `contract ${CONTRACT_VERSION}: install a version of the method made for it`,
    );
  }
  return plugin as T;
}
