import { constants, existsSync, lstatSync, rmSync } from 'node:fs';
import { copyFile, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { buildDatabase, removeDatabase } from '../database/create-database.js';
import { syncDirectory } from '../durability/sync-directory.js';
import { carveResults } from './carve-results.js';

/** What came of a damaged database. */
export interface Recovery {
  readonly recovered: number;
  /** The copy that is kept of the damaged file. */
  readonly keptAs: string;
}

/**
 * Puts a new database of all results that are whole in place of a damaged one, and keeps the damaged one beside it.
 * Nobody else may use the store. Returns undefined, and changes nothing, where not one result is found in a file that
 * holds something: that may be no run store at all.
 */
export async function recoverDatabase(file: string, mayBeEmpty: boolean): Promise<Recovery | undefined> {
  const results = carveResults(file);
  if (results.length === 0 && !mayBeEmpty) return undefined;
  const path = await buildDatabase(file, results);
  try {
    const keptAs = freeName(file);
    // Copies first, so that no step leaves less than there was.
    if (existsSync(file)) await copyFile(file, keptAs, constants.COPYFILE_EXCL);
    if (existsSync(`${file}-wal`)) await copyFile(`${file}-wal`, `${keptAs}-wal`, constants.COPYFILE_EXCL);
    await syncDirectory(dirname(file));
    // A write-ahead log left beside the new file would be taken for its own.
    rmSync(`${file}-wal`, { force: true });
    rmSync(`${file}-shm`, { force: true });
    await rename(path, file);
    await syncDirectory(dirname(file));
    return { recovered: results.length, keptAs };
  } finally {
    await removeDatabase(path);
  }
}

function freeName(file: string): string {
  for (let number = 1; ; number += 1) {
    const name = join(dirname(file), `${basename(file)}.damaged-${number}`);
    if (!isThere(name) && !isThere(`${name}-wal`)) return name;
  }
}

/** A link that leads nowhere is there too: a copy would be written where it leads. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
