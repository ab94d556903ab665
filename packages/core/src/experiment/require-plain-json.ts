import { DofError } from '../errors/dof-error.js';

const STRING = /"(?:[^"\\\n]|\\.)*"/g;
const COMMENT = /\/\/|\/\*/;

/** Throws DOF_BAD_EXPERIMENT, with the line, where JSON has comments: read as YAML, they would become keys. */
export function requirePlainJson(text: string, source: string): void {
  const at = text.replace(STRING, (string) => ' '.repeat(string.length)).search(COMMENT);
  if (at < 0) return;
  const line = text.slice(0, at).split('\n').length;
  throw new DofError(
    'DOF_BAD_EXPERIMENT',
    `${source}: line ${line}: JSON has no comments: take it out, or name the file .yaml and begin comments with #`,
  );
}
