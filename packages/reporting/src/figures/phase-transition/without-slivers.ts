import type { PhaseCell, PhaseTransitionData } from './phase-transition-data.js';

/** Pixels: rectangles of less cannot be seen. */
const LEAST_HEIGHT = 0.5;

/**
 * The heat map for a picture of this height, where rectangles too thin to be seen are part of the one above them, but
 * for the topmost of a column: most of thousands are thin, where many runs end close to each other.
 */
export function withoutSlivers(data: PhaseTransitionData, height: number): PhaseTransitionData {
  const [lowest, highest] = data.lossRange;
  const least = (Math.log(highest / lowest) * LEAST_HEIGHT) / height;
  const cells: PhaseCell[] = [];
  let bottom: number | undefined;
  data.cells.forEach((cell, i) => {
    const whole = { ...cell, bottom: bottom ?? cell.bottom };
    const hasNext = data.cells.at(i + 1)?.d === cell.d;
    if (hasNext && Math.log(whole.top / whole.bottom) < least) {
      bottom = whole.bottom;
      return;
    }
    bottom = undefined;
    cells.push(whole);
  });
  return { ...data, cells };
}
