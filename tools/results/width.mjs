/**
 * Writes docs/results/width.md and its pictures: the threshold d_G of the escape theorem, by the measured Gaussian width,
 * beside the measured threshold d*. From what `dof run` and then `dof theory width` left of experiments/width-*.yaml.
 *
 *     node tools/results/width.mjs [folder that holds a results folder for each experiment]
 *
 * What is not there is left out.
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import { markdownTable, mean, root } from './documents.mjs';
import { CELLS, comparable, pointsOf, ratioOf } from './width-points.mjs';

const folders = process.argv[2] ?? fileURLToPath(new URL('dof-results', root));
const readJson = async (path) => JSON.parse(await readFile(path, 'utf8'));
const present = CELLS.map((cell) => ({ ...cell, folder: join(folders, cell.name) })).filter(({ folder }) =>
  existsSync(join(folder, 'width.json')),
);
const missing = CELLS.filter(({ name }) => !present.some((cell) => cell.name === name)).map(({ title }) => title);
const cells = await Promise.all(
  present.map(async (cell) => ({ ...cell, ...pointsOf(await readJson(join(cell.folder, 'width.json'))) })),
);

const number = (value) => (value === null ? '' : value < 10 ? value.toPrecision(2) : value.toFixed(0));
const interval = ({ lower, upper }) => (lower === null && upper === null ? '' : `${number(lower)} to ${number(upper)}`);

function thresholdWords(dStar) {
  if (dStar === undefined) return '';
  if (dStar.status === 'measured') return `${number(dStar.dStar)} (${interval(dStar)})`;
  if (dStar.upper !== null && dStar.status === 'below') return `at most ${number(dStar.upper)}`;
  return dStar.lower === null ? dStar.status : `above ${number(dStar.lower)}`;
}

function widthWords({ status, dG, reached, directions, ...ends }) {
  if (status === 'start') return '0, reached at the start';
  if (status === 'not-reached') return `not reached in ${directions - reached} of ${directions}`;
  return `${number(dG)} (${interval(ends)})`;
}

const degrees = ({ sineSquared }) =>
  sineSquared === null ? '' : ((Math.asin(Math.sqrt(sineSquared)) * 180) / Math.PI).toFixed(2);

function cellTable({ points }) {
  return markdownTable(
    ['start', 'level', 'angle (degrees)', 'd_G', 'd\\*', 'd\\* / d_G', 'interval', 'searches converged'],
    points.map((point) => {
      const ratio = ratioOf(point);
      return [
        point.start,
        point.level,
        degrees(point),
        widthWords(point),
        thresholdWords(point.dStar),
        ratio?.value.toPrecision(2) ?? '',
        ratio === undefined ? '' : interval(ratio),
        point.status === 'measured' ? `${point.converged} of ${point.directions}` : '',
      ];
    }),
  );
}

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

function leaveOneOut(model) {
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

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function predictionTable() {
  const fitted = MODELS.map((model) => ({ model, errors: leaveOneOut(model) })).filter(
    ({ errors }) => errors.length > 0,
  );
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
    fitted.map(({ model, errors }) => {
      const sizes = errors.map(({ error }) => Math.abs(error));
      const byCell = [...new Set(errors.map(({ cell }) => cell))].map((cell) =>
        quantile(
          errors.filter((one) => one.cell === cell).map(({ error }) => Math.abs(error)),
          0.5,
        ),
      );
      return [
        model.name,
        errors.length,
        factor(quantile(sizes, 0.5)),
        factor(quantile(sizes, 0.9)),
        factor(Math.max(...byCell)),
        factor(mean(errors.map(({ error }) => error))),
      ];
    }),
  );
}

const pictures = new URL('docs/results/width/', root);
await mkdir(pictures, { recursive: true });
for (const { name, folder } of cells) {
  for (const [from, to] of [
    ['width.png', `${name}.png`],
    ['figures/angles.png', `${name}-angles.png`],
  ]) {
    const source = join(folder, from);
    if (existsSync(source)) await copyFile(source, fileURLToPath(new URL(to, pictures)));
  }
}
const sections = cells.map(
  (cell) => `### ${cell.title}, D = ${cell.dimension.toLocaleString('en-US')}

![d_G and d\\* of ${cell.title} over the loss, from every start](width/${cell.name}.png)

${cellTable(cell)}
`,
);
const text = `# The escape theorem's threshold, measured on real networks

The theorem of Larsen et al. 2022 (section 3) speaks of the Gaussian width of the loss sub-level set as seen from the start:
a random subspace of fewer than d_G = D - width^2 dimensions hardly ever meets the set. Here that width is measured, and d_G
laid beside the d\\* that training in random subspaces has. To be redone, for each of the files, by

\`\`\`sh
npx dof run experiments/width-conv-2-mnist.yaml --jobs 2
npx dof theory width experiments/width-conv-2-mnist.yaml --jobs 2
node tools/results/width.mjs
\`\`\`

**d\\***: Adam at 0.05, 10 epochs, six seeds, \`hadamard\` directions (docs/results/projections-mnist.md). **d_G**: three seeds and
three directions each, with the defaults of \`width\` unless the file says otherwise; the measurement is held against sets whose
width is known in docs/results/width-of-wells.md. Both are about the same training images, a part of each data set, so the numbers are
not those of the whole sets. d_G is an estimate from above: training may end short of the closest point, and a search that did
not converge says so. Intervals are 95 %, over seeds (and directions); that of the ratio is the widest that both allow.

${missing.length === 0 ? '' : `Not measured yet: ${missing.join('; ')}.\n\n`}## The numbers

${sections.join('\n')}
${
  predictionTable() === ''
    ? ''
    : `## d\\* of a network from its d_G

${predictionTable()}
`
}`;
const file = fileURLToPath(new URL('docs/results/width.md', root));
await writeFile(file, await prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file }));
