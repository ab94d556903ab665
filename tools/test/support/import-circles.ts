import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { importedModules } from './source-files.js';

/** Circles among files that import each other by path, types included: each by the files on the way, the first again last. */
export function importCircles(files: readonly string[]): readonly (readonly string[])[] {
  const imports = new Map(files.map((file) => [file, relativeImports(file)]));
  const circles: string[][] = [];
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): void => {
    const start = way.indexOf(file);
    if (start >= 0) circles.push([...way.slice(start), file]);
    if (start >= 0 || done.has(file)) return;
    for (const next of imports.get(file) ?? []) walk(next, [...way, file]);
    done.add(file);
  };
  files.forEach((file) => walk(file, []));
  return circles;
}

function relativeImports(file: string): readonly string[] {
  return importedModules(readFileSync(file, 'utf8'))
    .filter((module) => module.startsWith('.'))
    .map((module) => resolve(dirname(file), module.replace(/\.js$/, '.ts')))
    .filter((path) => existsSync(path));
}
