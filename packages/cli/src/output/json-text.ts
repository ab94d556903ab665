import { plainJson } from '@dof/core';

/** A document as `--json` prints it: indented, ended by a line feed, and without a character that a terminal obeys. */
export function jsonText(document: unknown): string {
  return `${plainJson(JSON.stringify(document, undefined, 2))}\n`;
}
