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
import { markdownTable, root } from './documents.mjs';
import { longerTable } from './width-longer.mjs';
import { CELLS, interval, pointsOf, ratioOf, thresholdWords, trusted, withInterval } from './width-points.mjs';
import { predictionTable } from './width-prediction.mjs';
import { seedsTable } from './width-seeds.mjs';
import { searchesTable } from './width-searches.mjs';

const folders = process.argv[2] ?? fileURLToPath(new URL('dof-results', root));
const readJson = async (path) => JSON.parse(await readFile(path, 'utf8'));
const present = CELLS.map((cell) => ({ ...cell, folder: join(folders, cell.name) })).filter(({ folder }) =>
  existsSync(join(folder, 'width.json')),
);
const missing = CELLS.filter(({ name }) => !present.some((cell) => cell.name === name)).map(({ title }) => title);
const cells = await Promise.all(
  present.map(async (cell) => ({ ...cell, ...pointsOf(await readJson(join(cell.folder, 'width.json'))) })),
);

function widthWords({ status, dG, reached, directions, ...ends }) {
  if (status === 'start') return '0, reached at the start';
  if (status === 'not-reached') return `not reached in ${directions - reached} of ${directions}`;
  return withInterval(dG, ends);
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

/** d* / d_G of each network and start: the least, the middle and the largest, and where d* is below d_G. */
function summaryTable() {
  const rows = cells.flatMap(({ title, points }) => {
    const starts = [...new Set(points.map(({ start }) => start))];
    return starts.flatMap((start) => {
      const own = points.filter((point) => point.start === start && ratioOf(point) !== undefined);
      const ratios = own.filter(trusted).map((point) => ({ level: point.level, ratio: ratioOf(point).value }));
      if (own.length === 0) return [];
      const sorted = ratios.map(({ ratio }) => ratio).sort((a, b) => a - b);
      const at = ({ level, ratio }) => `${ratio.toPrecision(2)} at ${level}`;
      const below = own.filter((point) => ratioOf(point).value < 1);
      const beyond = own.filter((point) => (ratioOf(point).upper ?? Infinity) < 1);
      const levels = (list) => list.map(({ level, ...rest }) => (trusted(rest) ? level : `${level}\\*`)).join(', ');
      return [
        [
          title,
          start,
          ratios.length === 0 ? '' : at(ratios[0]),
          ratios.length === 0 ? '' : at(ratios[ratios.length - 1]),
          ratios.length === 0 ? '' : geometricMean(sorted).toPrecision(2),
          levels(below),
          levels(beyond),
        ],
      ];
    });
  });
  return markdownTable(
    [
      'network',
      'start',
      'd\\* / d_G at the highest level',
      'at the lowest',
      'geometric mean',
      'd\\* below d_G at',
      'beyond the intervals',
    ],
    rows,
  );
}

const geometricMean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

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
/** A section of the page; nothing where there is nothing to show. */
const part = (title, ...paragraphs) => {
  const [table] = paragraphs;
  return table === undefined || table === '' ? '' : `## ${title}\n\n${paragraphs.join('\n\n')}\n`;
};

const readIfThere = async (path) => (existsSync(path) ? readJson(path) : undefined);
const longer = await readIfThere(join(folders, 'width-longer/results.json'));
const bySeed = await readIfThere(fileURLToPath(new URL('by-seed.json', pictures)));
const searches = await readIfThere(fileURLToPath(new URL('searches.json', pictures)));
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

${missing.length === 0 ? '' : `Not measured yet: ${missing.join('; ')}.\n\n`}## What holds, and what does not

${summaryTable()}

Levels with a star are those where fewer than half of the searches converged: there d_G is a bound from above and no more. The
other columns leave them out.

## The numbers

${sections.join('\n')}
${part('Longer training, other learning rates, and lottery subspaces', longer && longerTable(longer, cells[0]))}
${part('d\\* of a network from its d_G', predictionTable(cells))}
${part('Searches that begin where d\\* is expected', searches && searchesTable(searches))}`;
const file = fileURLToPath(new URL('docs/results/width.md', root));
await writeFile(file, await prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file }));
