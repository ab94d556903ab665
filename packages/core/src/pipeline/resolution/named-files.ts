import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json, JsonObject } from '../../contracts/json.js';
import { DofError } from '../../errors/dof-error.js';
import { errorMessage } from '../../errors/error-code.js';
import { hashPath, looksLikePath } from '../../plugins/hash-code.js';

/**
 * The content of every file and folder that a method's options name, so that another content makes another run: SHA-256
 * by the path as given. Undefined where they name none.
 *
 * @param baseDirectory that relative paths count from: the experiment file's folder. A method may also count them from the
 *   working directory; where both have such a file, both count.
 * @throws DofError DOF_FILE_UNREADABLE
 */
export function namedFiles(options: JsonObject, baseDirectory: string): Readonly<Record<string, string>> | undefined {
  const found = new Map<string, string>();
  for (const text of textsIn(options)) {
    if (!looksLikePath(text)) continue;
    const homes = [resolve(baseDirectory), resolve()];
    const candidates = new Set(homes.map((home) => resolve(home, pathOf(text))));
    // A folder that holds the experiment itself holds its results too, which change with every run.
    const isHome = (path: string): boolean => homes.some((home) => !relative(path, home).startsWith('..'));
    const hashes = [...candidates]
      .filter((path) => existsSync(path) && !isHome(path))
      .map((path) => hashOf(text, path));
    const [hash, ...others] = new Set(hashes);
    if (hash === undefined) continue;
    const both = (): string =>
      createHash('sha256')
        .update([hash, ...others].join())
        .digest('hex');
    found.set(text, others.length === 0 ? hash : both());
  }
  return found.size === 0 ? undefined : Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function pathOf(text: string): string {
  if (!text.startsWith('file:')) return text;
  try {
    return fileURLToPath(text);
  } catch {
    // Not the URL of a file of this machine.
    return text;
  }
}

function hashOf(text: string, path: string): string {
  try {
    return hashPath(path);
  } catch (error) {
    throw new DofError(
      'DOF_FILE_UNREADABLE',
      `${text}, which an option names, cannot be read: ${errorMessage(error)}; its content is part of what a run is`,
      { cause: error },
    );
  }
}

function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
