import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseSpectrum } from '@dof/analysis';
import { DofError } from '@dof/core';

/**
 * The eigenvalues that `--spectrum` names: a file of numbers parted by white space or commas (a JSON array is one), or a
 * form of `parseSpectrum` with `dimension` of them.
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
  const words = readFileSync(file, 'utf8')
    .split(/[\s,[\]]+/)
    .filter((word) => word !== '');
  const eigenvalues = Float64Array.from(words, Number);
  const bad = eigenvalues.findIndex((value) => !(Number.isFinite(value) && value >= 0));
  if (words.length > 0 && bad < 0) return eigenvalues;
  const given = words.length === 0 ? 'nothing' : JSON.stringify(words[bad].slice(0, 40));
  throw new DofError(
    'DOF_BAD_SPECTRUM_FILE',
    `${file} holds ${given} where an eigenvalue should be: give numbers that are not negative, one for each dimension`,
  );
}
