import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { lstat, open, readFile, readdir, rename } from 'node:fs/promises';
import { endianness } from 'node:os';
import { basename, join } from 'node:path';
import {
  arrayTypeName,
  DofError,
  errorCode,
  requireNoLinks,
  type FiledManifest,
  type Json,
  type Prepared,
  type TypedArray,
} from '@dof/core';
import { makeDirectory } from '../durability/make-directory.js';
import { syncDirectory } from '../durability/sync-directory.js';
import { translateFileError } from '../errors/translate-file-error.js';
import { readArrayFile, writeArrayFile } from './array-file.js';
import { formatManifest, parseManifest } from './prepared-manifest.js';
import { removePreparation } from './remove-preparation.js';

const KEY = /^[A-Za-z0-9_-]{1,128}$/;
const MANIFEST = 'prepared.json';
const UNFINISHED = '.unfinished-';
/** The names that are made of it: others may have names of their own that begin so. */
const ABANDONED = /^\.unfinished-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ABANDONED_AFTER_MILLISECONDS = 24 * 3600 * 1000;

/** What becomes of a preparation whose files are not what was written. */
export interface DamageHandling {
  /** Moves it out of the way, so that it is made again; otherwise it stays, and counts as absent. */
  readonly setAside: boolean;
  onNotice(line: string): void;
}

/** Preparations, and what runs trained, as folders `<key>/` of one manifest and one file per array; a folder appears whole or not at all. */
export class PreparedFolder {
  readonly #root: string;
  readonly #handling: DamageHandling;
  #isSwept = false;

  constructor(root: string, handling: DamageHandling) {
    this.#root = root;
    this.#handling = handling;
  }

  /** Returns undefined when there is none, or none whose files are what was written. */
  async read(key: string): Promise<Prepared | undefined> {
    const folder = this.#folder(key);
    const manifest = await this.#readManifest(key);
    if (manifest === undefined) return undefined;
    const arrays: [string, TypedArray][] = [];
    for (const { name, file, type, length, sha256 } of manifest.arrays) {
      const array = await this.#reading(folder, () => readArrayFile(join(folder, file), type, length, sha256));
      if (array === undefined) return this.#damaged(key, file);
      arrays.push([name, array]);
    }
    const { meta, cost } = manifest;
    return { meta, arrays: Object.fromEntries(arrays), ...(cost === undefined ? {} : { cost }) };
  }

  /** The `meta` alone, whose checksum is the manifest's own; undefined as of {@link read}. */
  async readMeta(key: string): Promise<Json | undefined> {
    return (await this.#readManifest(key))?.meta;
  }

  /** The keys of all that is there. */
  async keys(): Promise<readonly string[]> {
    if (!existsSync(this.#root)) return [];
    return (await readdir(this.#root)).filter((name) => KEY.test(name)).sort();
  }

  /** Durable once the promise resolves; a key that is there already stays as it is, unless it is to be replaced. */
  async write(key: string, prepared: Prepared, { replace = false } = {}): Promise<void> {
    const folder = this.#folder(key);
    if (existsSync(folder) && !replace) return;
    const unfinished = join(this.#root, `${UNFINISHED}${randomUUID()}`);
    try {
      await makeDirectory(unfinished);
      await this.#removeAbandoned();
      await writeFiles(unfinished, prepared);
      await syncDirectory(unfinished);
      if (replace && existsSync(folder)) await this.#takeAway(folder);
      await renameUnlessThere(unfinished, folder);
      await syncDirectory(this.#root);
      await removePreparation(join(this.#root, `.damaged-${key}`));
    } catch (error) {
      throw translateFileError(error, folder);
    } finally {
      // Whatever went wrong above is what the caller needs to hear.
      await removePreparation(unfinished).catch(() => undefined);
    }
  }

  /** Removes what is there of the keys. */
  async remove(keys: readonly string[]): Promise<void> {
    const folders = keys.map((key) => this.#folder(key)).filter((folder) => existsSync(folder));
    try {
      for (const folder of folders) await this.#takeAway(folder);
      if (folders.length > 0) await syncDirectory(this.#root);
    } catch (error) {
      throw translateFileError(error, this.#root);
    }
  }

  /** Moved before it is removed: whoever reads it meanwhile finds it whole, or not at all. */
  async #takeAway(folder: string): Promise<void> {
    const former = join(this.#root, `${UNFINISHED}${randomUUID()}`);
    await rename(folder, former);
    await removePreparation(former);
  }

  async #readManifest(key: string): Promise<FiledManifest | undefined> {
    const folder = this.#folder(key);
    if (!existsSync(folder)) return undefined;
    const text = await this.#reading(folder, () => readFile(join(folder, MANIFEST), 'utf8'));
    const manifest = text === undefined ? undefined : parseManifest(text);
    if (manifest === undefined) return this.#damaged(key, MANIFEST);
    if (manifest.byteOrder === endianness()) return manifest;
    throw new DofError(
      'DOF_STORE_CORRUPT',
      `${folder} was written on a machine of byte order ${manifest.byteOrder}: delete that folder and run the same again to redo it`,
    );
  }

  /** What is read; undefined where a file is missing. */
  async #reading<T>(folder: string, read: () => Promise<T | undefined>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      const code = errorCode(error) ?? '';
      if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(code)) return undefined;
      throw new DofError('DOF_STORE_IO', `cannot read ${folder} (${code}): check the disk and the permissions`, {
        cause: error,
      });
    }
  }

  async #damaged(key: string, what: string): Promise<undefined> {
    const { setAside, onNotice } = this.#handling;
    const folder = this.#folder(key);
    const aside = join(this.#root, `.damaged-${key}`);
    if (setAside) {
      await removePreparation(aside);
      await rename(folder, aside).catch((error: unknown) => {
        // Another process may have moved it already.
        if (existsSync(folder)) throw translateFileError(error, folder);
      });
    }
    const made = setAside
      ? `it is made again, and kept as ${basename(aside)} until then`
      : 'it is made again when needed';
    onNotice(`the stored preparation ${folder} is damaged (${what}): ${made}`);
    return undefined;
  }

  #folder(key: string): string {
    if (!KEY.test(key)) {
      throw new TypeError(`a preparation's key is 1 to 128 letters, digits, - and _, not ${JSON.stringify(key)}`);
    }
    requireNoLinks(this.#root, [key]);
    return join(this.#root, key);
  }

  /**
   * Removes what killed processes left behind; the age keeps the work of living ones. Once is enough, and looking takes
   * time where every run has a folder.
   */
  async #removeAbandoned(): Promise<void> {
    if (this.#isSwept) return;
    this.#isSwept = true;
    for (const name of await readdir(this.#root)) {
      if (!ABANDONED.test(name)) continue;
      const path = join(this.#root, name);
      const found = await lstat(path).catch(() => undefined);
      if (found !== undefined && Date.now() - found.mtimeMs > ABANDONED_AFTER_MILLISECONDS) {
        await removePreparation(path);
      }
    }
  }
}

async function writeFiles(folder: string, prepared: Prepared): Promise<void> {
  const entries: FiledManifest['arrays'] = [];
  for (const [name, array] of Object.entries(prepared.arrays)) {
    const file = `${entries.length}.bin`;
    const type = arrayTypeName(array);
    const sha256 = await writeArrayFile(join(folder, file), array);
    entries.push({ name, file, type, length: array.length, sha256 });
  }
  const { meta, cost } = prepared;
  const manifest: FiledManifest = { format: 1, byteOrder: endianness(), meta, cost, arrays: entries };
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
