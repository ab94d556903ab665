import { plainText } from '@dof/core/errors';
import type { Terminal } from '../terminal.js';

/** Tells the user something in a line of its own, beside what was asked for; whatever it quotes is shown as text. */
export function sayOn({ stderr }: Pick<Terminal, 'stderr'>): (line: string) => void {
  return (line) => void stderr.write(`dof: ${plainText(line)}\n`);
}
