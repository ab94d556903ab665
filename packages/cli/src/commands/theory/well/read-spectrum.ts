import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseSpectrum } from '@dof/analysis';
import { DofError } from '@dof/core';

/** What is wrong with a file of eigenvalues: the end of a sentence that begins with its name. */
class EigenvaluesError extends Error {}

/**
 * The eigenvalues that `--spectrum` names: those in a file, see `parseEigenvalues`, or `dimension` of them in a form of
 * `parseSpectrum`.
 *
 * @throws DofError DOF_BAD_SPECTRUM_FILE, or DOF_THEORY_INPUT_INVALID as `parseSpectrum` does
 */
export function readSpectrum(text: string, dimension: number, workingDirectory: string): Float64Array {
  const file = resolve(workingDirectory, text);
  if (!existsSync(file) || !statSync(file).isFile()) {
    if (/[/\\]|\.(txt|csv|json)$/.test(text)) {
      throw new DofError(
        'DOF_BAD_SPECTRUM_FILE',
        `there is no file ${file}: name a file of eigenvalues, or a spectrum`,
      );
    }
    return parseSpectrum(text, dimension);
  }
  try {
    return parseEigenvalues(readFileSync(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof EigenvaluesError)) throw error;
    throw new DofError('DOF_BAD_SPECTRUM_FILE', `${file} ${error.message}`, { cause: error });
  }
}

interface Line {
  readonly number: number;
  readonly words: readonly string[];
  readonly text: string;
}

/**
 * The eigenvalues in a text: one on each line, below a line that names them if there is one; or all on one line, or in
 * brackets as JSON and NumPy write them, parted by spaces, commas or semicolons. Lines that begin with # are comments.
 * Two columns are refused, since one may be an index, and so is a comma that may be a decimal one.
 *
 * @throws EigenvaluesError
 */
export function parseEigenvalues(text: string): Float64Array {
  const body = text.replace(/^\uFEFF/, '').trim();
  const isBracketed = body.startsWith('[') && body.endsWith(']');
  const inner = isBracketed ? body.replaceAll(/[[\]]/g, ' ') : body;
  const lines = linesOf(isBracketed ? inner.replaceAll(/\s+/g, ' ') : inner);
  const [first] = lines;
  if (first === undefined) throw new EigenvaluesError('holds nothing where eigenvalues should be');
  for (const line of lines) requirePlainCommas(line);
  const wide = lines.find(({ words }) => words.length > 1);
  if (wide !== undefined && lines.length > 1) {
    throw new EigenvaluesError(
      `has ${wide.words.length} columns on line ${wide.number}: give the eigenvalues alone, one on each line, without an ` +
        'index, and with a decimal point',
    );
  }
  const hasName = lines.length > 1 && !isNumber(first.words[0]);
  const words = lines.slice(hasName ? 1 : 0).flatMap((line) => line.words);
  const bad = words.find((word) => !isNumber(word) || !Number.isFinite(Number(word)) || Number(word) < 0);
  if (bad !== undefined) {
    throw new EigenvaluesError(
      `holds ${JSON.stringify(bad.slice(0, 40))} where an eigenvalue should be: give numbers that are not negative, one ` +
        'for each dimension',
    );
  }
  // What pandas writes above a column without a name.
  if (lines.length > 2 && first.words[0] === '0' && words.slice(1).every((word) => Number(word) > 0)) {
    throw new EigenvaluesError(
      'begins with 0, which may name the column: remove that line, or write 0.0 for an eigenvalue of 0',
    );
  }
  return Float64Array.from(words, Number);
}

function linesOf(text: string): Line[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, i) => ({
      number: i + 1,
      text: line.trim(),
      words: line.split(/[\s,;]+/).filter((word) => word !== ''),
    }))
    .filter(({ text: line, words }) => words.length > 0 && !line.startsWith('#'));
}

/** A comma between digits, without a space, is a decimal comma wherever something else parts the numbers. */
function requirePlainCommas({ text, words, number }: Line): void {
  const hasBareComma = /\d,\d/.test(text);
  const hasOther = /;|[^,;\s]\s+[^,;\s]/.test(text);
  const wholes = words.every((word) => /^\d+$/.test(word));
  const everySecondIsZero =
    words.length > 1 && words.length % 2 === 0 && words.every((word, i) => i % 2 === 1 || word === '0');
  if (hasBareComma && (hasOther || (wholes && everySecondIsZero))) {
    throw new EigenvaluesError(`seems to have decimal commas on line ${number}: write 0.5, not 0,5`);
  }
}

function isNumber(word: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word);
}
