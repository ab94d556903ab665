import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PluginKindRules } from './plugin-kind.js';

/**
 * The names of the packages of one kind that are installed in any node_modules folder above the base directory or
 * above this package, by their naming rule, sorted.
 */
export function discoverPackages(rules: PluginKindRules, baseDirectory: string): readonly string[] {
  const names = new Set<string>();
  for (const start of [baseDirectory, dirname(fileURLToPath(import.meta.url))]) {
    for (const folder of nodeModulesAbove(start)) {
      for (const name of packageNames(folder)) {
        const bare = name.replace(/^@[^/]+\//, '');
        if (rules.ownPattern.test(name) || bare.startsWith(rules.prefix)) names.add(name);
      }
    }
  }
  return [...names].sort();
}

function nodeModulesAbove(start: string): string[] {
  const folders: string[] = [];
  for (let folder = start; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules');
    if (existsSync(candidate)) folders.push(candidate);
    if (dirname(folder) === folder) return folders;
  }
}

function packageNames(nodeModules: string): string[] {
  return readdirSync(nodeModules).flatMap((entry) =>
    entry.startsWith('@') ? readdirSync(join(nodeModules, entry)).map((name) => `${entry}/${name}`) : [entry],
  );
}
