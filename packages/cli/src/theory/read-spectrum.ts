import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseSpectrum } from '@dof/analysis';
import { DofError } from '@dof/core';
import { EigenvaluesError, parseEigenvalues } from './parse-eigenvalues.js';

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
