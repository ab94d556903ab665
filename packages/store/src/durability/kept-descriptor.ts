import { openSync, statSync } from 'node:fs';

const kept = new Map<string, number>();

/**
 * A descriptor of a file that SQLite may have open in this process, never closed: closing any descriptor of a file drops
 * every POSIX lock that the process has on it, SQLite's own included (sqlite.org/howtocorrupt.html, section 2.2). There is
 * one for each file and way of opening it.
 */
export function keptDescriptor(file: string, flags: 'r' | 'r+'): number {
  const { dev, ino } = statSync(file, { bigint: true });
  const key = `${flags} ${dev} ${ino} ${file}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const descriptor = openSync(file, flags);
  kept.set(key, descriptor);
  return descriptor;
}
