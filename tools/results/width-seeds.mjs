/** Where single runs got below d_G of their own seed, for docs/results/width.md, from what width-by-seed.mjs wrote. */
import { markdownTable } from './documents.mjs';
import { CELLS, number } from './width-points.mjs';

/** From one d of the experiments to the next. */
const GRID_STEP = { 'width-conv-3-cifar10': 2 };
const stepOf = ({ name }) => GRID_STEP[name] ?? Math.SQRT2;

/**
 * One row for each network: how many pairs of a seed and a level there are, and what is below d_G.
 *
 * @param rows docs/results/width/by-seed.json
 */
export function seedsTable(rows) {
  const below = (list) => list.filter(({ leastReached, dG }) => leastReached < dG);
  const cells = CELLS.filter(({ name }) => rows.some((row) => row.name === name));
  return markdownTable(
    [
      'network',
      'pairs of seed and level',
      'least d below d_G',
      'of these, searches not converged',
      'others, by more than a step of d',
      'lowest d / d_G of the converged',
    ],
    cells.map(({ name, title }) => {
      const own = rows.filter((row) => row.name === name);
      const converged = own.filter((row) => row.converged > row.directions / 2);
      const least = Math.min(...converged.map(({ leastReached, dG }) => leastReached / dG));
      const [all, others] = [below(own), below(converged)];
      return [
        title,
        own.length,
        all.length,
        all.length - others.length,
        others.filter((row) => row.leastReached * stepOf(row) < row.dG).length,
        number(least),
      ];
    }),
  );
}
