/**
 * The measured Gaussian width of sets whose width can be computed; writes docs/results/width-of-wells.md.
 *
 *   npx tsc -b packages/analysis/tsconfig.lib.json && node packages/analysis/scripts/width-of-wells.mjs
 *
 * Options: --directions N (40), --seed N (1). A quarter of an hour on one core.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fillNormal, keyFromSeed, splitKey } from '@dof/core';
import {
  asymptoticThreshold,
  expectedChi,
  flatSpectrum,
  largestCosineOfWell,
  logUniformSpectrum,
  measureWidth,
  powerLawSpectrum,
  sphericalCapWidth,
  spikedSpectrum,
  startingLoss,
  widthSettings,
} from '../dist/index.js';

const { values } = parseArgs({
  options: { directions: { type: 'string', default: '40' }, seed: { type: 'string', default: '1' } },
});
const directions = Number(values.directions);
const seed = Number(values.seed);
/** A well has no examples: an epoch is a number of steps with the whole loss. */
const STEPS_PER_EPOCH = 20;
const settings = widthSettings.parse({
  training: { batchSize: 1, epochs: 240, optimizer: { name: 'momentum', learningRate: 0.1 } },
  penalty: { from: 3, to: 0.0003 },
  directions,
  budget: 12,
});

const norm = (v) => Math.sqrt(v.reduce((sum, entry) => sum + entry ** 2, 0));

function normals(of, index, dimension) {
  const drawn = new Float32Array(dimension);
  fillNormal(of, index, drawn);
  return Float64Array.from(drawn);
}

function objectiveOf(dimension, lossAndGradient) {
  return {
    dimension,
    layout: { dimension, segments: [] },
    lossAndGradient: (w, _, gradient) => lossAndGradient(w, gradient),
    evaluate: (w) => ({ loss: lossAndGradient(w), accuracy: 0 }),
  };
}

function wellObjective(eigenvalues) {
  return objectiveOf(eigenvalues.length, (w, gradient) => {
    let sum = 0;
    for (let i = 0; i < w.length; i++) {
      const slope = eigenvalues[i] * w[i];
      if (gradient !== undefined) gradient[i] = slope;
      sum += (slope * w[i]) / 2;
    }
    return sum;
  });
}

const halfSpaceObjective = (dimension) =>
  objectiveOf(dimension, (w, gradient) => {
    gradient?.fill(0);
    if (gradient !== undefined && w[0] < 1) gradient[0] = -1;
    return Math.max(0, 1 - w[0]);
  });

/** Of both: the mean over the same directions as `measureWidth` draws, which are other ones for every set. */
async function measuredAndComputed(objective, start, level, largestCosine) {
  const key = splitKey(keyFromSeed(seed), rows.length);
  const { dimension } = objective;
  const [found] = await measureWidth({
    ...{ objective, starts: [start], levels: [level], settings, key, trainCount: STEPS_PER_EPOCH },
  });
  const of = splitKey(splitKey(key, 0), 'width');
  let cosines = 0;
  for (let i = 0; i < directions; i++) cosines += largestCosine(normals(of, i, dimension));
  const cosine = cosines / directions;
  return { found, width: expectedChi(dimension) * cosine, dG: dimension * (1 - cosine ** 2) };
}

const rows = [];
for (const dimension of [400, 2000]) {
  const direction = normals(keyFromSeed(3), 0, dimension);
  const start = Float64Array.from(direction, (entry) => (2 * entry) / norm(direction));
  const spectra = [
    ['ball', flatSpectrum(dimension)],
    ['1/i', powerLawSpectrum(dimension, 1)],
    ['log-uniform, 0.001 to 1', logUniformSpectrum(dimension, 1e-3, 1)],
    ['4 of 1, the rest 0.02', spikedSpectrum(dimension, [1, 1, 1, 1], 0.02)],
  ];
  for (const [name, eigenvalues] of spectra) {
    for (const share of [0.5, 0.1]) {
      const well = { eigenvalues, start };
      const level = share * startingLoss(well);
      const { found, width, dG } = await measuredAndComputed(
        wellObjective(eigenvalues),
        Float32Array.from(start),
        level,
        (g) => largestCosineOfWell(well, level, g),
      );
      rows.push({ dimension, name, share, found, width, dG, threshold: asymptoticThreshold(well, level) });
      process.stderr.write(
        `D = ${dimension}, ${name}, ${share}: ${found.width} of ${width}, ${found.converged} converged, T ${found.distances}\n`,
      );
    }
  }
  const { found, width, dG } = await measuredAndComputed(
    halfSpaceObjective(dimension),
    new Float32Array(dimension),
    0,
    (g) => (g[0] >= 0 ? 1 : Math.sqrt(1 - (g[0] / norm(g)) ** 2)),
  );
  rows.push({ dimension, name: 'half-space', share: undefined, found, width, dG, threshold: undefined });
}

const table = (header, lines) =>
  [header, header.map(() => '--:'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
const text = `# The Gaussian width of known sets, measured

Written by \`packages/analysis/scripts/width-of-wells.mjs\` (seed ${values.seed}, ${directions} directions a case).

The measurement of docs/results/width.md, where the answer is known: quadratic wells, whose sub-level sets are ellipsoids, and a
half-space. \`measureWidth\` knows the loss and its gradient and nothing else. "Computed" is the mean over the same directions of
the exact largest cosine (\`largestCosineOfWell\`), so what differs is what training and the search over T leave. Starts
lie at distance 2 from the centre of the well; eps is a share of the loss there. The last column is the exact asymptotic
threshold of random subspaces (\`asymptoticThreshold\`), for the same start: convex sets are met as soon as the escape theorem no
longer forbids it, so \`D - width^2\` should be near it, up to the draw of the directions.

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
    'threshold',
  ],
  rows.map(({ dimension, name, share, found, width, dG, threshold }) => [
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
    threshold?.toFixed(1) ?? '',
  ]),
)}

- The width of the half-space in closed form is ${sphericalCapWidth(400, Math.PI / 2).toFixed(3)} at D = 400 and ${sphericalCapWidth(2000, Math.PI / 2).toFixed(3)} at D = 2000.
- Training falls short by at most ${(100 * Math.max(...rows.map(({ found, width }) => 1 - found.width / width))).toFixed(2)} % of the width here. Most of it is the path's step: the point that counts is the first whose
  loss is at or below eps, and lies a little inside the set.
- Trainings: 240 epochs of ${STEPS_PER_EPOCH} steps, gradient descent with momentum at 0.1, lambda from 3 to 0.0003, at most 12 distances.
- Intervals are over the directions, since there is one start. They know nothing of how far training falls short, so they can
  lie above the threshold, by no more than the column "too high by" says.
`;
writeFileSync(fileURLToPath(new URL('../../../docs/results/width-of-wells.md', import.meta.url)), text);
