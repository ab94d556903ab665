import { fileURLToPath } from 'node:url';
import { packageHash, packageOf, resolvePackage, withUsedPackages } from './package-code.js';
import type { PluginOrigin } from './plugin-registry.js';

/** Letters of a hash that are recorded. */
const HASH_LETTERS = 12;

/**
 * What computes runs, for the record beside them: version and beginning of the code's SHA-256 of this package, of the
 * packages that brought the plugins, and of those of dof that these use.
 */
export function codeOf(origins: readonly (PluginOrigin | undefined)[]): Readonly<Record<string, string>> {
  // A plugin that is a file is in the run's hash.
  const modules = origins.flatMap((origin) =>
    origin === undefined || origin.contentHash !== undefined ? [] : [fileURLToPath(origin.module)],
  );
  const installed = [resolvePackage('@dof/core', fileURLToPath(import.meta.url)), ...modules.map(packageOf)];
  const packages = installed.flatMap((found) => (found === undefined ? [] : withUsedPackages(found)));
  return Object.fromEntries(
    packages.map((one) => [one.name, `${one.version} ${packageHash(one).slice(0, HASH_LETTERS)}`]),
  );
}

/** The packages whose code is other than what a run was computed with, though their versions are the same. */
export function changedCode(
  then: Readonly<Record<string, string>> | undefined,
  now: Readonly<Record<string, string>>,
): readonly string[] {
  if (then === undefined) return [];
  return Object.entries(now)
    .filter(
      ([name, code]) => then[name] !== undefined && then[name] !== code && versionOf(then[name]) === versionOf(code),
    )
    .map(([name, code]) => `${name} ${versionOf(code)}`);
}

function versionOf(code: string): string {
  return code.slice(0, code.lastIndexOf(' '));
}
