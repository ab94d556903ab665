import { openOutputFolder } from '../output-folder/output-folder.js';
import { renderPng } from '../pictures/render-png.js';
import { renderSvg } from '../pictures/render-svg.js';
import { thresholdCurvesFigure, type ThresholdCurves } from './threshold-curves-figure.js';

/** Curves of thresholds, and the numbers behind them. */
export interface ThresholdCurvesReport {
  /** File name without extension. */
  readonly name: string;
  /** For programs; anything that JSON can hold. */
  readonly document: unknown;
  readonly curves: ThresholdCurves;
}

/**
 * Writes `NAME.json`, `NAME.svg` and `NAME.png` into a folder, which is made where it is missing.
 *
 * @returns the paths written
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE
 */
export async function writeThresholdCurves(
  { name, document, curves }: ThresholdCurvesReport,
  directory: string,
): Promise<readonly string[]> {
  const { write, written } = await openOutputFolder(directory);
  await write(`${name}.json`, `${JSON.stringify(document, undefined, 2)}\n`);
  const svg = await renderSvg(thresholdCurvesFigure(curves));
  await write(`${name}.svg`, svg);
  await write(`${name}.png`, await renderPng(svg));
  return written;
}
