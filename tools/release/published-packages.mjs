import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Every package that goes to npm, in an order in which each comes after those of ours that it needs.
 *
 * @returns {{ folder: string, json: { name: string, version: string, directory: string } }[]} folders are absolute
 */
export function publishedPackages() {
  const directories = [...readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}`), 'tools'];
  const all = new Map(
    directories
      .map((directory) => ({ directory, folder: join(ROOT, directory) }))
      .map(({ directory, folder }) => {
        const json = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
        return [json.name, { folder, json: { ...json, directory } }];
      }),
  );
  const ordered = new Set();
  const visit = (name) => {
    const one = all.get(name);
    if (one === undefined || ordered.has(one)) return;
    Object.keys({ ...one.json.peerDependencies, ...one.json.dependencies }).forEach(visit);
    ordered.add(one);
  };
  [...all.keys()].forEach(visit);
  return [...ordered].filter(({ json }) => json.private !== true);
}
