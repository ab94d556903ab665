import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);

/** The files that an addon is made of, relative to the package, in a fixed order. */
export function sourceFiles() {
  return ['kernels', 'native'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, root))
      .filter((name) => /\.(cpp|h|mjs)$/.test(name))
      .sort()
      .map((name) => `${folder}/${name}`),
  );
}

/**
 * A hash of the sources that lie here, this build included. An addon carries the one it was built from, so that one
 * that fits other sources is never used.
 */
export function sourceHash() {
  const hash = createHash('sha256');
  for (const file of sourceFiles())
    hash
      .update(`${file}\n`)
      .update(readFileSync(new URL(file, root)))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}
