import { relative } from 'node:path';
import { plainJson, plainText } from '@dof/core';
import type { Terminal } from './terminal.js';

/** Tells the user something in a line of its own, beside what was asked for; whatever it quotes is shown as text. */
export function sayOn({ stderr }: Pick<Terminal, 'stderr'>): (line: string) => void {
  return (line) => void stderr.write(`dof: ${plainText(line)}\n`);
}

/** A document as `--json` prints it: indented, ended by a line feed, and without a character that a terminal obeys. */
export function jsonText(document: unknown): string {
  return `${plainJson(JSON.stringify(document, undefined, 2))}\n`;
}

/** The path as seen from the working directory, where that is shorter. */
export function shortestPath(file: string, workingDirectory: string): string {
  const path = relative(workingDirectory, file);
  return plainText(path.length < file.length ? path : file);
}
