import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The JSON object that an earlier command left in a folder, to be compared with what replaces it; undefined where none is. */
export function earlierDocument(directory: string, name: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const document: unknown = JSON.parse(readFileSync(join(directory, name), 'utf8'));
    return typeof document === 'object' && document !== null ? { ...document } : undefined;
  } catch {
    return undefined;
  }
}
