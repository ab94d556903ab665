import { existsSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { Json, JsonObject } from '../contracts/json.js';
import { hashFile } from '../plugins/hash-code.js';

/** What a path looks like, and a word does not: it has a separator, or an ending. */
const PATH = /[/\\]|\.[A-Za-z0-9]+$/;
/** Longer texts are no paths. */
const LONGEST_PATH = 4096;

/**
 * The content of every file that a method's options name, so that another content makes another run: SHA-256 by the path
 * as given. Undefined where they name none.
 *
 * @param baseDirectory that relative paths count from: the experiment file's folder, or else the working directory.
 */
export function namedFiles(options: JsonObject, baseDirectory: string): Readonly<Record<string, string>> | undefined {
  const found = new Map<string, string>();
  for (const text of textsIn(options)) {
    if (text.length > LONGEST_PATH || text.includes('\0') || !PATH.test(text)) continue;
    const candidates = isAbsolute(text) ? [text] : [resolve(baseDirectory, text), resolve(text)];
    const file = candidates.find((path) => existsSync(path) && statSync(path).isFile());
    if (file !== undefined) found.set(text, hashFile(file));
  }
  return found.size === 0 ? undefined : Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
