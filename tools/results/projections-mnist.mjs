/**
 * Writes docs/results/projections-mnist.md: thresholds under structured random matrices beside those under the dense
 * Gaussian, from the results of experiments/projections-mnist.yaml.
 *
 *     node tools/results/projections-mnist.mjs [folder with results.json]
 */
import { writeFile } from 'node:fs/promises';
import { compareThresholds } from '../../packages/analysis/dist/index.js';
import { costLine, distinct, fixed, markdownTable, mean, readResults, root } from './documents.mjs';

const results = await readResults('projections-mnist', process.argv[2]);
const projectionOf = ({ method }) => method.options.projection;
const projections = [...new Set(results.runs.map(projectionOf))];
const others = projections.filter((name) => name !== 'gaussian');

const trials = (projection) =>
  results.runs
    .filter((run) => projectionOf(run) === projection)
    .map(({ d, seed, best }) => ({ d, seed, best: best?.trainLoss ?? Infinity }));

const comparisons = results.analysis.lossLevels.map((level) => ({
  level,
  dense: results.methods
    .find((method) => projectionOf(method) === 'gaussian')
    .levels.find((one) => one.level === level),
  others: others.map((projection, i) => ({
    projection,
    threshold: results.methods
      .find((method) => projectionOf(method) === projection)
      .levels.find((one) => one.level === level),
    comparison: compareThresholds(trials(projection), trials('gaussian'), { level, key: [level * 1e6, i] }),
  })),
}));

/** Do two intervals of thresholds share a value? An open end reaches to infinity, or down to 1. */
const overlap = ({ threshold: a }, { threshold: b }) =>
  (a.lower ?? 1) <= (b.upper ?? Infinity) && (b.lower ?? 1) <= (a.upper ?? Infinity);

const apart = comparisons.flatMap(({ level, dense, others: list }) =>
  list.filter(({ threshold }) => !overlap(threshold, dense)).map(({ projection }) => `${projection} at loss ${level}`),
);

/** Mean and standard error of the best training loss. */
function bestLoss(projection, d) {
  const losses = trials(projection)
    .filter((trial) => trial.d === d)
    .map(({ best }) => best);
  const variance = losses.reduce((sum, loss) => sum + (loss - mean(losses)) ** 2, 0) / (losses.length - 1);
  return `${fixed(mean(losses))} ± ${fixed(Math.sqrt(variance / losses.length))}`;
}

const ratio = ({ ratio: value, lower, upper }) =>
  value === null
    ? 'not determined'
    : `${value.toFixed(2)} (${lower.toFixed(2)} to ${upper === null ? 'open' : upper.toFixed(2)})`;

const text = `# Thresholds under structured random matrices, beside the dense Gaussian

\`experiments/projections-mnist.yaml\`: Conv-2 (D = ${results.dimension.toLocaleString('en')}) on 10,000 images of MNIST, 3 epochs, the same d and seeds
for each random matrix. \`projection: auto\` takes the dense Gaussian up to 2^27 entries and \`hadamard\` above.

Threshold training dimension d* with its 95 % interval:

${markdownTable(
  ['loss at most', ...projections],
  comparisons.map(({ level, dense, others: list }) => [
    level,
    dense.dStar,
    ...list.map(({ threshold }) => threshold.dStar),
  ]),
)}

d* over that of the dense Gaussian, with a 95 % interval (paired bootstrap over the seeds, no finer than the grid of d):

${markdownTable(
  ['loss at most', ...others],
  comparisons.map(({ level, others: list }) => [level, ...list.map(({ comparison }) => ratio(comparison))]),
)}

${
  apart.length === 0
    ? 'At every level the interval of every structured matrix overlaps that of the dense Gaussian.'
    : `Intervals that do not overlap that of the dense Gaussian: ${apart.join(', ')}.`
}

Best training loss at the same d, mean and standard error over the seeds, which shows finer differences than thresholds:

${markdownTable(
  ['d', ...projections],
  distinct(results.runs, (run) => run.d).map((d) => [d, ...projections.map((projection) => bestLoss(projection, d))]),
)}

${costLine(results)}

Reproduce: \`npx dof run experiments/projections-mnist.yaml\`, then \`node tools/results/projections-mnist.mjs\`.
`;
await writeFile(new URL('docs/results/projections-mnist.md', root), text);
console.log(text);
