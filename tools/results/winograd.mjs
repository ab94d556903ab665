/**
 * Writes docs/results/winograd.md: what Winograd convolutions do to errors, thresholds and losses. From the results of
 * experiments/projections-mnist.yaml and projections-cifar10.yaml, and of their Gaussian runs with direct convolutions:
 *
 *     npx dof run experiments/projections-NAME.yaml
 *     DOF_CONVOLUTION=direct npx dof run experiments/projections-NAME.yaml --out dof-results/projections-NAME-direct \
 *       --set 'methods=[{name: random, options: {projection: gaussian}}]'
 *     python3 tools/results/winograd_points.py > points.md
 *     node tools/results/winograd.mjs points.md [folder with these results in place of dof-results]
 */
import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { distinct, fixed, markdownTable, mean, readResults, root } from './documents.mjs';

const [pointsFile, folder] = process.argv.slice(2);
const points = await readFile(pointsFile, 'utf8');
const read = (name) => readResults(name, folder === undefined ? undefined : `${folder}/${name}`);
const isGaussian = ({ method }) => method.options.projection === 'gaussian';

const bestLosses = ({ runs }, d) =>
  runs.filter((run) => isGaussian(run) && run.d === d).map(({ best }) => best?.trainLoss ?? Infinity);
const standardError = (values) => {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1) / values.length);
};
const withError = (values) => `${fixed(mean(values))} ± ${fixed(standardError(values))}`;
/** How many standard errors of their difference two means are apart. */
const apart = (a, b) => Math.abs(mean(a) - mean(b)) / Math.hypot(standardError(a), standardError(b));
const meet = (a, b) => (a.lower ?? 1) <= (b.upper ?? Infinity) && (b.lower ?? 1) <= (a.upper ?? Infinity);

async function section(title, name) {
  const [tiled, direct] = [await read(name), await read(`${name}-direct`)];
  const levelsOf = (results) => results.methods.find(isGaussian).levels;
  const levels = levelsOf(tiled).map((level, i) => ({ level, other: levelsOf(direct)[i] }));
  const rows = distinct(direct.runs, ({ d }) => d).map((d) => {
    const [a, b] = [bestLosses(tiled, d), bestLosses(direct, d)];
    const pairs = a.map((value, i) => value - b[i]);
    return { d, a, b, distance: apart(a, b), paired: mean(pairs), pairedError: standardError(pairs) };
  });
  const most = Math.max(...rows.map(({ distance }) => distance));
  const disagreeing = levels.filter(({ level, other }) => !meet(level, other));
  return `## ${title}

${markdownTable(
  ['loss at most', 'Winograd', 'direct'],
  levels.map(({ level, other }) => [level.level, level.dStar, other.dStar]),
)}

${disagreeing.length === 0 ? 'The intervals meet at every level.' : `The intervals do not meet at ${disagreeing.map(({ level }) => level.level).join(', ')}.`} Best training loss, mean and standard error over ${rows[0].a.length} seeds; the difference is of the same seed with both:

${markdownTable(
  ['d', 'Winograd', 'direct', 'difference', 'means apart, in standard errors'],
  rows.map(({ d, a, b, distance, paired, pairedError }) => [
    d,
    withError(a),
    withError(b),
    `${fixed(paired, 4)} ± ${fixed(pairedError, 4)}`,
    distance.toFixed(2),
  ]),
)}

The means are ${most.toFixed(2)} standard errors apart where they are most. Engines: ${tiled.runs[0].engine.variant} and ${direct.runs[0].engine.variant}.
`;
}

const page = `# What Winograd convolutions change

Speeds are in [engine-speed.md](engine-speed.md), the reasons in [decision 14](../decisions/0014-winograd-convolutions.md).

## Errors in float32

F(4 x 4, 3 x 3) evaluates polynomials at 0, a, -a, b, -b and infinity. Largest error over largest value, beside float64, for 64
channels forward and for 8,192 tiles in a kernel's gradient, means of 4 draws; the engine takes 0.75 and 1.5 and sums 24 to 64 tiles
apart:

${points.trim()}

Reproduce: \`python3 tools/results/winograd_points.py\`.

${await section('Conv-2 on 10,000 images of MNIST', 'projections-mnist')}
${await section('Conv-3 on 5,000 images of CIFAR-10', 'projections-cifar10')}
Seeds 0 to 15, all that were run. Reproduce: see tools/results/winograd.mjs.
`;
await writeFile(new URL('docs/results/winograd.md', root), page);
process.stdout.write('docs/results/winograd.md\n');
