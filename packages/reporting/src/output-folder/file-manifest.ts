import { createHash } from 'node:crypto';
import { closeSync, constants, createReadStream, openSync, readFileSync, writeSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DofError, errorCode, requireNoLinks } from '@dof/core';

/** What dof wrote into a folder. */
export interface WrittenFiles {
  /**
   * By name, the SHA-256 of all that was written under it: several processes may write at once, and one of them wins.
   */
  readonly files: ReadonlyMap<string, ReadonlySet<string>>;
  /** By name, what the file was last made from, as its writer put it, and the SHA-256 that it had then. */
  readonly sources: ReadonlyMap<string, { readonly sha256: string; readonly source: string }>;
  /** The folder is older than its manifest: what is not listed may be dof's too. */
  readonly isAdopted: boolean;
}

/** The name of the manifest of a results folder, or of the part of it that this is. */
export function manifestOf(part?: string): string {
  return part === undefined ? '.dof-files.jsonl' : `.dof-files-${part}.jsonl`;
}

const NOTHING_WRITTEN: WrittenFiles = { files: new Map(), sources: new Map(), isAdopted: false };

const HASH = /^[0-9a-f]{64}$/;

/** Undefined where there is no manifest, as in folders written before there were any. */
export function readManifest(path: string): WrittenFiles | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    // Of one that cannot be read nothing can be said, so nothing counts as written by dof.
    return errorCode(error) === 'ENOENT' ? undefined : NOTHING_WRITTEN;
  }
  const files = new Map<string, Set<string>>();
  const sources = new Map<string, { sha256: string; source: string }>();
  let isAdopted = false;
  for (const line of text.split('\n')) {
    const { file, sha256, source, adopted } = parseEntry(line);
    isAdopted ||= adopted === true;
    if (typeof file !== 'string' || typeof sha256 !== 'string' || !HASH.test(sha256)) continue;
    files.set(file, (files.get(file) ?? new Set<string>()).add(sha256));
    if (typeof source === 'string') sources.set(file, { sha256, source });
  }
  return { files, sources, isAdopted };
}

/**
 * Notes a file as written by dof.
 *
 * @param source what it was made from, if that is to be found again
 * @throws DofError DOF_LINKED_FILE
 */
export function noteFile(path: string, file: string, sha256: string, source?: string): void {
  const { files, sources } = readManifest(path) ?? NOTHING_WRITTEN;
  const before = sources.get(file);
  const isSameSource = source === undefined || (before?.source === source && before.sha256 === sha256);
  if (files.get(file)?.has(sha256) !== true || !isSameSource) append(path, { file, sha256, source });
}

/**
 * Begins the manifest of a folder of a version that kept none.
 *
 * @throws DofError DOF_LINKED_FILE
 */
export function noteAdoption(path: string): void {
  if (readManifest(path)?.isAdopted !== true) append(path, { adopted: true });
}

/** A line is appended at once, so that no process undoes what another notes. */
export function append(path: string, entry: object): void {
  requireNoLinks(dirname(path), [basename(path)]);
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW = 0 } = constants;
  const descriptor = openSync(path, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW);
  try {
    // The line feed comes first: half a line that a killed process left spoils no other.
    writeSync(descriptor, `\n${JSON.stringify(entry)}`);
  } finally {
    closeSync(descriptor);
  }
}

/** SHA-256 in hex of a file in a folder; undefined where there is none. */
export async function hashOfFile(directory: string, name: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(join(directory, name)), hash);
    return hash.digest('hex');
  } catch (error) {
    if (['ENOENT', 'EISDIR'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

/**
 * What dof wrote under that name may be replaced, unless somebody changed it since. Nothing there is fine, too.
 *
 * @param manifest path of the folder's manifest
 * @throws DofError DOF_FOREIGN_FILE
 */
export async function requireOwnFile(directory: string, name: string, manifest: string): Promise<void> {
  const path = join(directory, name);
  if (!(await isThere(path))) return;
  // Read before the manifest: another process notes what it writes before it is there.
  const hash = await hashOfFile(directory, name);
  const { files, isAdopted } = readManifest(manifest) ?? NOTHING_WRITTEN;
  const hashes = files.get(name);
  if (hash !== undefined && hashes?.has(hash) === true) return;
  if (hash !== undefined && hashes === undefined && isAdopted) return;
  const reason = hashes === undefined ? 'dof did not write it' : 'it was changed since dof wrote it';
  throw new DofError(
    'DOF_FOREIGN_FILE',
    `${path} is there, and ${reason}: move it away, or give another folder with --out`,
  );
}

/** Links that lead nowhere are there too. */
async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** A line of a manifest; members that it lacks are undefined, all of them where it is no entry. */
export function parseEntry(line: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(line));
  } catch {
    return Object(undefined);
  }
}
