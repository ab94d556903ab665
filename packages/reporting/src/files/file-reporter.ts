import type { Reporter } from '@dof/core';
import { resultsDocument } from '../document/build-results-document.js';
import { phaseTransitionFigure } from '../figures/phase-transition-figure.js';
import { renderPng } from '../rendering/render-png.js';
import { renderSvg } from '../rendering/render-svg.js';
import { summarise } from '../summary/summarise.js';
import { figureNames } from './figure-names.js';
import { openOutputFolder } from './output-folder.js';

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
    const { write, written } = await openOutputFolder(directory);
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
