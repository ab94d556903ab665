import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DofError, errorCode, type Reporter } from '@dof/core';
import { resultsDocument } from '../document/build-results-document.js';
import { phaseTransitionFigure } from '../figures/phase-transition-figure.js';
import { renderPng } from '../rendering/render-png.js';
import { renderSvg } from '../rendering/render-svg.js';
import { summarise } from '../summary/summarise.js';
import { figureNames } from './figure-names.js';
import { writeFileAtomically } from './write-file-atomically.js';

const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT', 'EISDIR', 'ENOSPC']);

/**
 * Writes `results.json` and the phase transition as `phase-transition.svg` and `.png`; with several methods one
 * picture each, `phase-transition-METHOD.svg`. The directory is made when it is not there. Every file is replaced
 * whole.
 *
 * Throws DofError `DOF_OUTPUT_NOT_WRITABLE`.
 */
export const fileReporter: Reporter = {
  name: 'files',
  async report(input, directory) {
    const summary = summarise(input);
    const written: string[] = [];
    const write = async (name: string, content: string | Uint8Array) => {
      const path = join(directory, name);
      await orNotWritable(path, () => writeFileAtomically(path, content));
      written.push(path);
    };

    await orNotWritable(directory, () => mkdir(directory, { recursive: true }));
    await write('results.json', `${JSON.stringify(resultsDocument(input, summary), null, 2)}\n`);
    const names = figureNames(
      'phase-transition',
      summary.methods.map((method) => method.label),
    );
    for (const [i, name] of names.entries()) {
      const svg = await renderSvg(phaseTransitionFigure(summary, summary.methods.at(i)));
      await write(`${name}.svg`, svg);
      await write(`${name}.png`, await renderPng(svg));
    }
    return written;
  },
};

async function orNotWritable<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined || !NOT_WRITABLE.has(code)) throw error;
    throw new DofError(
      'DOF_OUTPUT_NOT_WRITABLE',
      `Cannot write ${path} (${code}); give an output folder that can be written to.`,
      { cause: error },
    );
  }
}
