import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** How every database of SQLite begins. */
const DATABASE_HEAD = 'SQLite format 3\0';
/** Documents that versions without a manifest wrote, each with a member that tells it from other JSON of that name. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  'plan.json': 'analysis',
  'comparison.json': 'entries',
  'comparisons.json': 'entries',
  'prediction.json': 'predictions',
  'theory-well.json': 'answers',
};

/** Whether a version that kept no manifest wrote into a folder: judged by what is in it, not by names alone. */
export function isOfEarlierVersion(directory: string): boolean {
  if (headOf(join(directory, 'runs.sqlite')) === DATABASE_HEAD) return true;
  return Object.entries(DOCUMENTS).some(([name, member]) => holds(join(directory, name), member));
}

function headOf(file: string): string {
  const bytes = Buffer.alloc(DATABASE_HEAD.length);
  try {
    const descriptor = openSync(file, 'r');
    try {
      readSync(descriptor, bytes);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return '';
  }
  return bytes.toString('latin1');
}

function holds(file: string, member: string): boolean {
  try {
    const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const [first]: readonly unknown[] = Array.isArray(document) ? document : [document];
    return typeof first === 'object' && first !== null && member in first;
  } catch {
    return false;
  }
}
