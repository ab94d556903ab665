/**
 * Writes docs/results/width.md and its pictures: the threshold d_G of the escape theorem, by the measured Gaussian width,
 * beside the measured threshold d*. From what `dof run` and then `dof theory width` left of experiments/width-*.yaml.
 *
 *     node tools/results/width.mjs [folder that holds a results folder for each experiment]
 *
 * What is not there is left out.
 */
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { markdownTable, root, writeFormatted } from './documents.mjs';
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

/** The least and the largest of the networks' mean ratios from the initialisation. */
function range() {
  const means = cells.map(({ points }) =>
    geometricMean(
      points
        .filter((point) => point.start === 'initialisation' && trusted(point) && ratioOf(point) !== undefined)
        .map((point) => ratioOf(point).value),
    ),
  );
  return `${Math.min(...means).toPrecision(2)} and ${Math.max(...means).toPrecision(2)}`;
}

const geometricMean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

const LONGER = `Conv-2 on MNIST from the initialisation, six seeds, one d per octave (experiments/width-longer.yaml).

- **d\\* comes down towards d_G**: three times the epochs and the best of three rates take it from 395 to 181 at 0.3, and from 1,218 to
  724 at 0.1. What is left is a factor of 1.3 to 1.8 at every level, which no longer grows as the loss falls. So most of the distance
  between the two thresholds at low losses is training that ends early, and not geometry. At high losses ten epochs were enough.
  At 0.05 d_G is no more than a bound (see above), and says nothing.
- **Lottery subspaces are not bound by the theorem**, since their directions come from a training of the same network. They reach
  every level with some 20 to 70 times fewer dimensions than d_G: 8 in place of 431 at 0.1. A random subspace of 8 dimensions
  hardly ever meets that set.`;

const PREDICTION = `Each row is fitted to the other networks, by least squares of log d\\*, and then asked about the one left out. Points are all levels
and starts with both thresholds, converged or not. **One number is enough**: d\\* is about twice d_G, whatever the network, the
data or the start; half of the predictions are within the factor in the table, and neither an exponent nor the loss adds
anything. The mean d\\* of the other networks at the same loss is no match for it, least of all for the network that is unlike
the others. The curvature after full training was off by factors of 39 to 106 (docs/results/predicted-thresholds.md). What d_G costs is
some dozens of full trainings, against the hundreds of runs in subspaces that d\\* takes here.`;

const SEARCHES = `Real searches from the initialisation for an interval of one octave between d = 4 and 4,096, one run at a time, with d\\* expected
at d_G times the mean ratio of the other networks (\`search.expected\`), and without. Each counts the runs it chose itself. **One
run of twelve is saved** in the median: finding the octave takes a search that halves its range two or three runs, and what is
dear is the proof, five runs on either side, ten in all, wherever the search begins. At one level (1.5, Conv-2 on MNIST) the search
from d_G took ten runs more. From burnt-in starts two searches were tried, of 784-200-200-10 on MNIST after 20 steps: at level 1
they took 79 runs from the middle and the whole budget of 100 from d_G, at 0.7 the budget both ways. There the starts of different
seeds lie so differently far from the level that no octave holds d\\*. So \`expected\` is worth giving where runs are dear, and is
no more than that.`;

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

![How far a random direction must be turned to meet the sets of ${cell.title}](width/${cell.name}-angles.png)

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
npx dof report dof-results/width-conv-2-mnist
node tools/results/width-by-seed.mjs dof-results
node tools/results/width-search.mjs dof-results
node tools/results/width.mjs
\`\`\`

**d\\***: Adam at 0.05, 10 epochs, six seeds, \`hadamard\` directions (docs/results/projections-mnist.md). **d_G**: three seeds and
three directions each, with the defaults of \`width\` unless the file says otherwise; the measurement is held against sets whose
width is known in docs/results/width-of-wells.md. Both are about the same training images, a part of each data set, so the numbers are
not those of the whole sets. d_G is an estimate from above: training may end short of the closest point, and a search that did
not converge says so. Intervals are 95 %, over seeds (and directions); that of the ratio is the widest that both allow.

${missing.length === 0 ? '' : `Not measured yet: ${missing.join('; ')}.\n\n`}## What holds, and what does not

${summaryTable()}

A star marks a level where fewer than half of the searches converged: there d_G is a bound from above and no more. The other
columns leave these levels out.

- **No d\\* is below d_G beyond the intervals.** Where it is below at all, one of three things is the reason. At the lowest loss of
  Conv-2 on MNIST (0.05) no search converged: 28 epochs of full training hardly get there, so d_G is far too high. At the highest
  level of Conv-3 after 20 steps, the six trainings that a direction is given there do not suffice. And where a level is just
  below the loss at the start (0.2 from 0.24, 0.4 from 0.43, 0.5 from 0.54, 1.6 from 1.69), everything hangs on how far each seed's start is
  from it: d_G is a mean over three such starts, d\\* a median over six, and the intervals of d_G span factors of 6 to 43.
- **Start by start the same holds.** The second table takes each measured start and level for itself: d_G of that start, and the
  least d at which a run from it reached the level. Where the searches converged, runs got by with fewer than d_G by more than
  one step of the grid of d in two of ${(bySeed ?? []).length} cases, both of one start of Conv-2 on Fashion-MNIST (loss 1.64 after 20 steps; levels
  1.5 and 1, d = 4 and 11 against d_G = 14 and 18). There the first epoch of full training from an anchor ends far below such a level, at
  1.2 already, so that the closest point found lies deep inside the set and d_G is too high. Finer points on the way, within the
  first epoch, would mend it.
- **The bound is loose by a factor that grows as the loss falls**: 1.4 to 1.6 at high losses from the initialisation, 2 to 3 for most
  networks at the lowest measured, 4.4 for 784-200-200-10 on MNIST at 0.05. The theorem says when a random subspace meets the set
  at all. Training must also find the place, and longer training does: the section on it below leaves a factor of 1.3 to 1.8 at
  every level.
- **Burn-in brings the set nearer only for levels near the loss at the start.** Far below it, d_G stays within a quarter of what it is
  from the initialisation (784-200-200-10 on MNIST at 0.05: 554, 546 and 545 after 0, 20 and 100 steps; Conv-3 at 1.5: 226, 232 and 221;
  Conv-2 on MNIST at 0.1: 431, 456 and 326), while after 100 steps d\\* falls by a factor of 1.4 to 2 (2,435 to 1,722; 724 to 362; 1,218 to 609).
  So the ratio is smaller from there, though the intervals overlap: a better start makes training in the subspace easier more than it
  turns the set into its way.
- **Networks differ little**: in their geometric means from the initialisation the ratios lie between ${range()}.

${bySeed === undefined ? '' : seedsTable(bySeed)}

## The numbers

${sections.join('\n')}
${part('Longer training, other learning rates, and lottery subspaces', longer && longerTable(longer, cells[0]), LONGER)}
${part('d\\* of a network from its d_G', predictionTable(cells), PREDICTION)}
${part('Searches that begin where d\\* is expected', searches && searchesTable(searches), SEARCHES)}`;
await writeFormatted(new URL('docs/results/width.md', root), text);
