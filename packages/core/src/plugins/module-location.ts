import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DofError } from '../errors/dof-error.js';
import { errorCode, errorMessage } from '../errors/error-code.js';
import type { PluginKindRules } from './plugin-kind.js';

/** True for names that are paths: they start with `.` or `/`, or are file URLs. */
export function isPath(name: string): boolean {
  return name.startsWith('.') || isAbsolute(name) || name.startsWith('file:');
}

/**
 * The module names that a plugin name may stand for, in the order tried: `foo` is our own package, then
 * `dof-method-foo`; `@acme/foo` is `@acme/dof-method-foo`; a full package name and a path are themselves.
 */
export function candidateModules(rules: PluginKindRules, name: string): readonly string[] {
  if (isPath(name)) return [name];
  if (name.startsWith('@')) {
    const [scope, rest = ''] = name.split('/', 2);
    return rest.startsWith(rules.prefix) || rules.ownPattern.test(name) ? [name] : [`${scope}/${rules.prefix}${rest}`];
  }
  return name.startsWith(rules.prefix) ? [name] : [rules.ownPackage(name), rules.prefix + name];
}

/**
 * The file URL of a module, looked up from the experiment file's folder first and then from where this package is
 * installed (a global `dof` finds its own plugins from any folder); undefined when it is in neither place.
 *
 * @throws DofError DOF_PLUGIN_BROKEN for a name that can be none, and a package that does not say what its module is
 */
export async function locateModule(specifier: string, baseDirectory: string): Promise<string | undefined> {
  try {
    if (isPath(specifier)) {
      const path = specifier.startsWith('file:') ? fileURLToPath(specifier) : resolve(baseDirectory, specifier);
      return existsSync(path) ? pathToFileURL(resolvedFile(path)).href : undefined;
    }
    return (
      (await locatePackage(specifier, join(baseDirectory, 'noop.js'))) ??
      (await locatePackage(specifier, fileURLToPath(import.meta.url)))
    );
  } catch (error) {
    throw new DofError('DOF_PLUGIN_BROKEN', `${specifier} cannot be loaded: ${errorMessage(error)}`, { cause: error });
  }
}

async function locatePackage(specifier: string, from: string): Promise<string | undefined> {
  try {
    const path = createRequire(from).resolve(specifier);
    return isAbsolute(path) ? pathToFileURL(path).href : undefined;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    // Exported to `import` alone; Node itself resolves that from here only, not from another folder.
    if (errorCode(error) !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error;
    const { createJiti } = await import('jiti');
    return createJiti(from).esmResolve(specifier);
  }
}

/** A folder is a package: its entry point is what Node would load. */
function resolvedFile(path: string): string {
  try {
    return createRequire(join(path, 'noop.js')).resolve(path);
  } catch (error) {
    if (isNotFound(error)) return path;
    throw error;
  }
}

function isNotFound(error: unknown): boolean {
  return errorCode(error) === 'MODULE_NOT_FOUND';
}
