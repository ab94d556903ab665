import { createHash } from 'node:crypto';
import type { TopLevelSpec } from 'vega-lite';
import { openOutputFolder } from '../output-folder/output-folder.js';
import { codeOfReports } from '../report/report-source.js';
import { renderPng } from './render-png.js';
import { renderSvg } from './render-svg.js';

/** A picture to be drawn, and the name of its files without extension. */
export interface NamedSpec {
  readonly id: string;
  readonly spec: TopLevelSpec;
}

/**
 * Writes each figure as `figures/ID.svg` and `figures/ID.png` and removes other pictures that dof wrote there. What is
 * there already, drawn from the same figure by the same code, is not drawn again.
 *
 * @returns the paths written
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE
 */
export async function writeFigures(figures: readonly NamedSpec[], root: string): Promise<readonly string[]> {
  const folder = await openOutputFolder(root, 'figures');
  // One picture is rasterised while the next is drawn.
  let rasterised = Promise.resolve();
  for (const { id, spec } of figures) {
    const source = sourceOf(spec);
    if (await folder.keep([`${id}.svg`, `${id}.png`], source)) continue;
    const svg = await renderSvg(spec);
    await rasterised;
    await folder.write(`${id}.svg`, svg, source);
    rasterised = renderPng(svg).then((png) => folder.write(`${id}.png`, png, source));
    // The next await reports its failure; until then it must not count as unhandled.
    rasterised.catch(() => undefined);
  }
  await rasterised;
  await folder.removeOthers(/\.(svg|png)$/);
  return folder.written;
}

function sourceOf(spec: TopLevelSpec): string {
  return createHash('sha256').update(codeOfReports()).update(JSON.stringify(spec)).digest('hex');
}
