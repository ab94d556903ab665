import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { REPOSITORY } from '../repository-folder.js';

/**
 * Results say how they were made, in hours; how to make them again is tested where they are made. The API reference is
 * made of what is read already.
 */
const LEFT_OUT = /(^|\/)(node_modules|dist|results|files|api|CHANGELOG\.md)(\/|$)/;

/** Every Markdown file that users and contributors read, from the repository's root. */
export function documents(): readonly string[] {
  const top = readdirSync(REPOSITORY).filter((name) => name.endsWith('.md'));
  const deeper = ['docs', 'packages', 'tools', 'experiments'].flatMap((folder) =>
    markdownBelow(join(REPOSITORY, folder)),
  );
  return [...top, ...deeper.map((file) => relative(REPOSITORY, file))].filter((file) => !LEFT_OUT.test(file)).sort();
}

/** Not into node_modules, which are large. */
function markdownBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (LEFT_OUT.test(entry.name)) return [];
    return entry.isDirectory() ? markdownBelow(path) : entry.name.endsWith('.md') ? [path] : [];
  });
}
