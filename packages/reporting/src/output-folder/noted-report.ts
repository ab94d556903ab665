import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { requireNoLinks } from '@dof/core';
import { append, hashOfFile, manifestOf, parseEntry } from './file-manifest.js';

/** What there is of a report that was written whole. */
export interface NotedReport {
  /** Names of its files, from the folder on, in the order in which they were written. */
  readonly files: readonly string[];
  /** What is shown of it in a terminal. */
  readonly text: string;
}

/**
 * Notes in a folder's manifest that the report in it is complete.
 *
 * @param source what it was made from, for {@link keptReport}
 * @throws DofError DOF_LINKED_FILE
 */
export async function noteReport(directory: string, source: string, report: NotedReport): Promise<void> {
  const digest = await digestOf(directory, report.files);
  if (digest !== undefined) append(join(directory, manifestOf()), { report: source, ...report, digest });
}

/**
 * The report in a folder, where the last one written there was made from this source and none of its files has changed
 * since; otherwise undefined.
 */
export async function keptReport(directory: string, source: string): Promise<NotedReport | undefined> {
  const { report, files, text, digest } = lastEntry(directory);
  if (report !== source || typeof text !== 'string' || !Array.isArray(files)) return undefined;
  if (!files.every((name) => typeof name === 'string')) return undefined;
  try {
    requireNoLinks(directory, [...files.map(dirname), ...files]);
    return digest === (await digestOf(directory, files)) ? { files, text } : undefined;
  } catch {
    // Whatever is in the way is told by what writes the report anew.
    return undefined;
  }
}

function lastEntry(directory: string): ReturnType<typeof parseEntry> {
  let text: string;
  try {
    text = readFileSync(join(directory, manifestOf()), 'utf8');
  } catch {
    // Without a manifest nothing is known of the report.
    return {};
  }
  return parseEntry(text.split('\n').findLast((line) => line.startsWith('{"report":')) ?? '');
}

/** Over the names and contents of files; undefined where one is missing. */
async function digestOf(directory: string, files: readonly string[]): Promise<string | undefined> {
  const digest = createHash('sha256');
  for (const name of files) {
    const hash = await hashOfFile(directory, name);
    if (hash === undefined) return undefined;
    digest.update(`${name}\n${hash}\n`);
  }
  return digest.digest('hex');
}
