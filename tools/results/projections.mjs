/**
 * Writes docs/results/NAME.md, of projections-mnist or projections-cifar10: thresholds under structured random matrices
 * beside those under the dense Gaussian, from the results of experiments/NAME.yaml.
 *
 *     node tools/results/projections.mjs NAME [folder with results.json [folder with those of more seeds]]
 */
import { writeFile } from 'node:fs/promises';
import { compareThresholds } from '../../packages/analysis/dist/index.js';
import { costLine, distinct, fixed, markdownTable, mean, readResults, root } from './documents.mjs';

const SETTINGS = {
  'projections-mnist': 'Conv-2 on 10,000 images of MNIST, 3 epochs',
  'projections-cifar10': 'Conv-3 on 5,000 images of CIFAR-10, 4 epochs',
};
const [name, folder, moreFolder] = process.argv.slice(2);
if (SETTINGS[name] === undefined)
  throw new Error(`there is no ${name}: it is one of ${Object.keys(SETTINGS).join(', ')}`);
const results = await readResults(name, folder);
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

const lossesAt = (projection, d) =>
  trials(projection)
    .filter((trial) => trial.d === d)
    .map(({ best }) => best);

function standardError(losses) {
  const variance = losses.reduce((sum, loss) => sum + (loss - mean(losses)) ** 2, 0) / (losses.length - 1);
  return Math.sqrt(variance / losses.length);
}

/** Mean and standard error of the best training loss. */
function bestLoss(projection, d) {
  const losses = lossesAt(projection, d);
  return `${fixed(mean(losses))} ± ${fixed(standardError(losses))}`;
}

/** The mean less that of the dense Gaussian, in standard errors of the difference. */
function distance(projection, d) {
  const [losses, dense] = [lossesAt(projection, d), lossesAt('gaussian', d)];
  return (mean(losses) - mean(dense)) / Math.hypot(standardError(losses), standardError(dense));
}

const dimensions = distinct(results.runs, (run) => run.d);
const distances = others.map((projection) => ({ projection, of: dimensions.map((d) => distance(projection, d)) }));
/** One distance for all d: independent ones add up to a standard normal number, if there is no bias. */
const together = (values) => values.reduce((sum, value) => sum + value, 0) / Math.sqrt(values.length);
const rootMeanSquare = (values) => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);

const ratio = ({ ratio: value, lower, upper }) =>
  value === null
    ? 'not determined'
    : `${value.toFixed(2)} (${lower.toFixed(2)} to ${upper === null ? 'open' : upper.toFixed(2)})`;

/** The same at a d where more seeds were run afterwards: alone, and with all others. */
async function moreSeeds() {
  if (moreFolder === undefined) return '';
  const { runs } = await readResults(name, moreFolder);
  const of = (projection, d, list) =>
    list
      .filter((run) => projectionOf(run) === projection && run.d === d)
      .map(({ best }) => best?.trainLoss ?? Infinity);
  const seeds = distinct(runs, ({ seed }) => seed);
  const rows = distinct(runs, ({ d }) => d).flatMap((d) =>
    [runs, [...runs, ...results.runs]].map((list) => {
      const dense = of('gaussian', d, list);
      const cells = projections.map((projection) => {
        const losses = of(projection, d, list);
        const apart = (mean(losses) - mean(dense)) / Math.hypot(standardError(losses), standardError(dense));
        const value = `${fixed(mean(losses))} ± ${fixed(standardError(losses))}`;
        return projection === 'gaussian' ? value : `${value} (${apart.toFixed(1)})`;
      });
      return [d, dense.length, ...cells];
    }),
  );
  return `
Where one mean stood out, the seeds ${seeds[0]} to ${seeds.at(-1)} were run as well, chosen because it did; alone, and together with those above, with the distance
from the dense Gaussian in standard errors:

${markdownTable(['d', 'runs of each', ...projections], rows)}
`;
}

const text = `# Thresholds under structured random matrices, beside the dense Gaussian

\`experiments/${name}.yaml\`: ${SETTINGS[name]}, D = ${results.dimension.toLocaleString('en')}, the same d and seeds for each random matrix.
\`projection: auto\` takes the dense Gaussian where it is cheap beside a training step, and \`hadamard\` otherwise.

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
  dimensions.map((d) => [d, ...projections.map((projection) => bestLoss(projection, d))]),
)}

The same means less those of the dense Gaussian, in standard errors of the difference; below 0, the loss is lower. Without a bias they
are like draws of a standard normal number, and so is what they add up to:

${markdownTable(
  ['d', ...others],
  [
    ...dimensions.map((d, i) => [d, ...distances.map(({ of }) => of[i].toFixed(1))]),
    ['all together', ...distances.map(({ of }) => together(of).toFixed(1))],
    ['root mean square', ...distances.map(({ of }) => rootMeanSquare(of).toFixed(1))],
  ],
)}
${await moreSeeds()}
${costLine(results)}

Seeds ${Math.min(...results.runs.map(({ seed }) => seed))} to ${Math.max(...results.runs.map(({ seed }) => seed))}, all that were run${moreFolder === undefined ? '' : ', but for those above'}. Reproduce: \`npx dof run experiments/${name}.yaml\`, then \`node tools/results/projections.mjs ${name}\`.
`;
await writeFile(new URL(`docs/results/${name}.md`, root), text);
process.stdout.write(`docs/results/${name}.md\n`);
