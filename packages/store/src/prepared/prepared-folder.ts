import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { DofError, isDofError, type Json, type Prepared, type TypedArray } from '@dof/core';
import { makeDirectory } from '../durability/make-directory.js';
import { syncDirectory } from '../durability/sync-directory.js';
import { translateFileError } from '../errors/translate-file-error.js';
import { readArrayFile, writeArrayFile } from './array-file.js';
import { arrayTypeName } from './array-types.js';
import { formatManifest, parseManifest, type ArrayEntry, type PreparedManifest } from './prepared-manifest.js';

const MANIFEST = 'prepared.json';
const UNFINISHED = '.unfinished-';
const ABANDONED_AFTER_MILLISECONDS = 24 * 3600 * 1000;

/** Preparations as folders `<key>/` of one manifest and one file per array; a folder appears whole or not at all. */
export class PreparedFolder {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Answers undefined when there is none; throws DofError DOF_STORE_CORRUPT when its files are not what was written. */
  async read(key: string): Promise<Prepared | undefined> {
    const folder = this.#folder(key);
    if (!existsSync(folder)) return undefined;
    try {
      const manifest = parseManifest(await readFile(join(folder, MANIFEST), 'utf8'));
      if (manifest === undefined) throw damaged(folder, MANIFEST);
      if (manifest.byteOrder !== endianness()) throw damaged(folder, `byte order ${manifest.byteOrder}`);
      const arrays: [string, TypedArray][] = [];
      for (const { name, file, type, length, sha256 } of manifest.arrays) {
        const array = await readArrayFile(join(folder, file), type, length, sha256);
        if (array === undefined) throw damaged(folder, file);
        arrays.push([name, array]);
      }
      const { meta, cost } = manifest;
      return { meta, arrays: Object.fromEntries(arrays), ...(cost === undefined ? {} : { cost }) };
    } catch (error) {
      throw isDofError(error) ? error : damaged(folder, 'a file cannot be read', error);
    }
  }

  /** The `meta` alone, whose checksum is the manifest's own; answers and throws as {@link read} does. */
  async readMeta(key: string): Promise<Json | undefined> {
    const folder = this.#folder(key);
    if (!existsSync(folder)) return undefined;
    const text = await readFile(join(folder, MANIFEST), 'utf8').catch((error: unknown) => {
      throw damaged(folder, 'a file cannot be read', error);
    });
    const manifest = parseManifest(text);
    if (manifest === undefined) throw damaged(folder, MANIFEST);
    return manifest.meta;
  }

  /** Durable once the promise resolves; a key that is there already stays as it is. */
  async write(key: string, prepared: Prepared): Promise<void> {
    const folder = this.#folder(key);
    if (existsSync(folder)) return;
    const unfinished = join(this.#root, `${UNFINISHED}${randomUUID()}`);
    try {
      await makeDirectory(unfinished);
      await this.#removeAbandoned();
      await writeFiles(unfinished, prepared);
      await syncDirectory(unfinished);
      await renameUnlessThere(unfinished, folder);
      await syncDirectory(this.#root);
    } catch (error) {
      throw translateFileError(error, folder);
    } finally {
      // Whatever went wrong above is what the caller needs to hear.
      await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  #folder(key: string): string {
    if (!/^[A-Za-z0-9_-]{1,128}$/.test(key)) {
      throw new TypeError(`a preparation's key is 1 to 128 letters, digits, - and _, not ${JSON.stringify(key)}`);
    }
    return join(this.#root, key);
  }

  /** Removes what killed processes left behind; the age keeps the work of living ones. */
  async #removeAbandoned(): Promise<void> {
    for (const name of await readdir(this.#root)) {
      if (!name.startsWith(UNFINISHED)) continue;
      const path = join(this.#root, name);
      const found = await stat(path).catch(() => undefined);
      if (found !== undefined && Date.now() - found.mtimeMs > ABANDONED_AFTER_MILLISECONDS) {
        await rm(path, { recursive: true, force: true });
      }
    }
  }
}

async function writeFiles(folder: string, prepared: Prepared): Promise<void> {
  const entries: ArrayEntry[] = [];
  for (const [name, array] of Object.entries(prepared.arrays)) {
    const file = `${entries.length}.bin`;
    const type = arrayTypeName(array);
    const sha256 = await writeArrayFile(join(folder, file), array);
    entries.push({ name, file, type, length: array.length, sha256 });
  }
  const { meta, cost } = prepared;
  const manifest: PreparedManifest = { format: 1, byteOrder: endianness(), meta, cost, arrays: entries };
  const handle = await open(join(folder, MANIFEST), 'wx');
  try {
    await handle.writeFile(formatManifest(manifest));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function renameUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    // Another process was first: same key, same content.
    if (!existsSync(to)) throw error;
  }
}

function damaged(folder: string, what: string, cause?: unknown): DofError {
  return new DofError(
    'DOF_STORE_CORRUPT',
    `the stored preparation ${folder} is damaged (${what}): delete that folder and run the same again to redo it`,
    { cause },
  );
}
