/**
 * The measured Gaussian width of sets whose width can be computed; writes docs/results/width-of-wells.md.
 *
 *   npx tsc -b packages/analysis/tsconfig.lib.json && node packages/analysis/scripts/width-of-wells.mjs
 *
 * Options: --directions N (40), --seed N (1). Half an hour of a core.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fillNormal, keyFromSeed, splitKey } from '@dof/core';
import {
  asymptoticThreshold,
  expectedChi,
  flatSpectrum,
  logUniformSpectrum,
  measureWidth,
  powerLawSpectrum,
  sphericalCapWidth,
  spikedSpectrum,
  startingLoss,
  widthSettings,
} from '@dof/analysis';
import { ellipsoid, halfSpace, startAt, STEPS_PER_EPOCH } from '../test/known-sets.mjs';

const { values } = parseArgs({
  options: { directions: { type: 'string', default: '40' }, seed: { type: 'string', default: '1' } },
});
const directions = Number(values.directions);
const seed = Number(values.seed);
/** Directions for which d_G is computed only, so that their draw hardly counts. */
const MANY = 2000;
const settings = widthSettings.parse({
  training: { batchSize: 1, epochs: 480, optimizer: { name: 'momentum', learningRate: 0.1 } },
  penalty: { from: 3, to: 0.0003 },
  directions,
  tolerance: 0.01,
  budget: 16,
});

/** The mean of the computed cosine over the directions of a key. */
function meanCosine({ objective: { dimension }, largestCosine }, key, count) {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const g = new Float32Array(dimension);
    fillNormal(key, i, g);
    sum += largestCosine(Float64Array.from(g));
  }
  return sum / count;
}

/** Of both: the mean over the same directions as `measureWidth` draws, which are other ones for every set. */
async function measuredAndComputed(set) {
  const { objective, start, level } = set;
  const key = splitKey(keyFromSeed(seed), rows.length);
  const { dimension } = objective;
  const [found] = await measureWidth({
    ...{ objective, starts: [start], levels: [level], settings, key, trainCount: STEPS_PER_EPOCH },
  });
  const cosine = meanCosine(set, splitKey(splitKey(key, 0), 'width'), directions);
  return {
    found,
    width: expectedChi(dimension) * cosine,
    dG: dimension * (1 - cosine ** 2),
    dGOfMany: dimension * (1 - meanCosine(set, splitKey(key, 'many'), MANY) ** 2),
  };
}

const rows = [];
for (const dimension of [400, 2000]) {
  const start = startAt(dimension, 2);
  const spectra = [
    ['ball', flatSpectrum(dimension)],
    ['1/i', powerLawSpectrum(dimension, 1)],
    ['log-uniform, 0.001 to 1', logUniformSpectrum(dimension, 1e-3, 1)],
    ['4 of 1, the rest 0.02', spikedSpectrum(dimension, [1, 1, 1, 1], 0.02)],
  ];
  for (const [name, eigenvalues] of spectra) {
    for (const share of [0.5, 0.1]) {
      const well = { eigenvalues, start: Float64Array.from(start) };
      const level = share * startingLoss(well);
      const { found, width, dG, dGOfMany } = await measuredAndComputed(ellipsoid(eigenvalues, start, level));
      rows.push({ dimension, name, share, found, width, dG, dGOfMany, threshold: asymptoticThreshold(well, level) });
      process.stderr.write(
        `D = ${dimension}, ${name}, ${share}: ${found.width} of ${width}, ${found.converged} converged, T ${found.distances}\n`,
      );
    }
  }
  const { found, width, dG, dGOfMany } = await measuredAndComputed(halfSpace(dimension));
  rows.push({ dimension, name: 'half-space', share: undefined, found, width, dG, dGOfMany, threshold: undefined });
}

const table = (header, lines) =>
  [header, header.map(() => '--:'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
const wells = rows.filter(({ threshold }) => threshold !== undefined);
const inside = wells.filter(({ found, threshold }) => found.lower <= threshold && threshold <= found.upper);
const percent = (share) => `${(100 * share).toFixed(1)} %`;
const text = `# The Gaussian width of known sets, measured

Written by \`packages/analysis/scripts/width-of-wells.mjs\` (seed ${values.seed}, ${directions} directions a case).

The measurement of docs/results/width.md, where the answer is known: quadratic wells, whose sub-level sets are ellipsoids, and a
half-space. \`measureWidth\` knows the loss and its gradient and nothing else. "Computed" is the mean over the same directions of
the exact largest cosine (\`largestCosineOfWell\`), so what differs is what training and the search over T leave. Starts
lie at distance 2 from the centre of the well; eps is a share of the loss there. The last column is the exact asymptotic
threshold of random subspaces (\`asymptoticThreshold\`), for the same start: convex sets are met as soon as the escape theorem no
longer forbids it. The column before it is d_G of so many directions that their draw hardly counts, which is to be laid beside it;
the measured d_G differs from both by the draw of its ${directions} directions too, as its interval says.

${table(
  [
    'D',
    'set',
    'eps',
    'width, computed',
    'measured',
    'short by',
    'd_G, computed',
    'measured',
    'too high by',
    'interval',
    `computed, ${MANY.toLocaleString('en-US')} directions`,
    'threshold',
  ],
  rows.map(({ dimension, name, share, found, width, dG, dGOfMany, threshold }) => [
    dimension,
    name,
    share ?? '',
    width.toFixed(3),
    found.width.toFixed(3),
    `${(100 * (1 - found.width / width)).toFixed(2)} %`,
    dG.toFixed(1),
    found.dG.toFixed(1),
    dG > 5 ? `${(100 * (found.dG / dG - 1)).toFixed(1)} %` : '',
    `${found.lower.toFixed(1)} to ${found.upper.toFixed(1)}`,
    dGOfMany.toFixed(1),
    threshold?.toFixed(1) ?? '',
  ]),
)}

- The width of the half-space in closed form is ${sphericalCapWidth(400, Math.PI / 2).toFixed(3)} at D = 400 and ${sphericalCapWidth(2000, Math.PI / 2).toFixed(3)} at D = 2000.
- Training falls short by at most ${(100 * Math.max(...rows.map(({ found, width }) => 1 - found.width / width))).toFixed(2)} % of the width here. Most of it is the path's step: the point that counts is the first whose
  loss is at or below eps, and lies a little inside the set.
- Trainings: ${settings.training.epochs} epochs of ${STEPS_PER_EPOCH} steps, gradient descent with momentum at 0.1, lambda from 3 to 0.0003, a tolerance of
  ${settings.tolerance}, at most ${settings.budget} distances.
- Intervals are over the directions, since there is one start, and know nothing of how far training falls short. ${inside.length} of
  ${wells.length} have the threshold in them.
- Without the draw: d_G is at most ${percent(Math.max(...wells.map(({ found, dG }) => found.dG / dG - 1)))} above the computed one, and the computed one of ${MANY.toLocaleString('en-US')} directions at
  most ${percent(Math.max(...wells.map(({ dGOfMany, threshold }) => Math.abs(dGOfMany / threshold - 1))))} from the threshold.
`;
writeFileSync(fileURLToPath(new URL('../../../docs/results/width-of-wells.md', import.meta.url)), text);
