/** How well d* of a network is predicted from d_G and from simpler things, leave-one-out, for docs/results/width.md. */
import { markdownTable, mean } from './documents.mjs';
import { comparable } from './width-points.mjs';

/** What d* is predicted from, by least squares of its logarithm on the points of other cells. */
const MODELS = [
  { name: 'a constant times d_G', of: () => [], slope: ({ dG }) => Math.log2(dG) },
  { name: 'a power of d_G', of: ({ dG }) => [Math.log2(dG)] },
  { name: 'a power of the loss, of that at the start', of: ({ level, startLoss }) => [Math.log2(level / startLoss)] },
  {
    name: 'powers of d_G and of the loss',
    of: ({ dG, level, startLoss }) => [Math.log2(dG), Math.log2(level / startLoss)],
  },
];

/** Least squares by the normal equations; a handful of columns. */
function fit(rows, targets) {
  const columns = rows[0].length;
  const system = Array.from({ length: columns }, (_, i) => [
    ...Array.from({ length: columns }, (__, j) => rows.reduce((sum, row) => sum + row[i] * row[j], 0)),
    rows.reduce((sum, row, k) => sum + row[i] * targets[k], 0),
  ]);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < columns; j++) {
      if (j === i) continue;
      const factor = system[j][i] / system[i][i];
      for (let k = i; k <= columns; k++) system[j][k] -= factor * system[i][k];
    }
  }
  return system.map((row, i) => row[columns] / row[i]);
}

function leaveOneOut(model, cells) {
  const inputs = (point) => [1, ...model.of(point)];
  const target = (point) => Math.log2(point.dStar.dStar) - (model.slope?.(point) ?? 0);
  return cells.flatMap((cell) => {
    const usable = (one) => one.points.filter(comparable);
    const others = cells.filter((one) => one !== cell).flatMap(usable);
    if (others.length < 5) return [];
    const weights = fit(others.map(inputs), others.map(target));
    return usable(cell).map((point) => {
      const predicted = inputs(point).reduce((sum, value, i) => sum + value * weights[i], model.slope?.(point) ?? 0);
      return { cell: cell.title, point, error: predicted - Math.log2(point.dStar.dStar) };
    });
  });
}

/** The geometric mean of d* of the other networks, at the same level from the same start, where they have one. */
function ofTheOthers(cells) {
  return cells.flatMap((cell) =>
    cell.points.filter(comparable).flatMap((point) => {
      const others = cells
        .filter((one) => one !== cell)
        .flatMap(({ points }) => points.filter(comparable))
        .filter(({ start, level }) => start === point.start && level === point.level);
      if (others.length === 0) return [];
      const predicted = mean(others.map(({ dStar }) => Math.log2(dStar.dStar)));
      return [{ cell: cell.title, point, error: predicted - Math.log2(point.dStar.dStar) }];
    }),
  );
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** How well each of the models does on every network when it is fitted to the others; empty where there are too few. */
export function predictionTable(cells) {
  const fitted = [
    ...MODELS.map((model) => ({ name: model.name, errors: leaveOneOut(model, cells) })),
    { name: 'd\\* of the other networks at the same level and start', errors: ofTheOthers(cells) },
  ].filter(({ errors }) => errors.length > 0);
  if (fitted.length === 0) return '';
  const factor = (octaves) => (2 ** octaves).toFixed(2);
  return markdownTable(
    [
      'd\\* predicted by',
      'points',
      'off by a factor of (median)',
      '90 % within',
      'on the worst cell (median)',
      'too high in the mean by',
    ],
    fitted.map(({ name, errors }) => {
      const sizes = errors.map(({ error }) => Math.abs(error));
      const byCell = [...new Set(errors.map(({ cell }) => cell))].map((cell) =>
        quantile(
          errors.filter((one) => one.cell === cell).map(({ error }) => Math.abs(error)),
          0.5,
        ),
      );
      return [
        name,
        errors.length,
        factor(quantile(sizes, 0.5)),
        factor(quantile(sizes, 0.9)),
        factor(Math.max(...byCell)),
        factor(mean(errors.map(({ error }) => error))),
      ];
    }),
  );
}
