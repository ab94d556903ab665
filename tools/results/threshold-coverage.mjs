/**
 * Writes docs/results/threshold-coverage.md: how often the 95 % intervals for d* cover it, over simulated experiments
 * whose d* is known, of fixed designs, of trials that share a random effect, and of adaptive searches.
 *
 *     node tools/results/threshold-coverage.mjs [replicates]
 *
 * One process, reproducible: replicate i of a cell is drawn from the cell's name and i.
 */
import { writeFile } from 'node:fs/promises';
import { adaptiveSearch, thresholdFromCounts, thresholdTrainingDimension } from '@dof/analysis';
import { keyFromSeed, splitKey, threefry } from '@dof/core';

const replicates = Number(process.argv[2] ?? 2000);
const LEAST = 0.93;
const MOST = 0.97;

const logisticOf = (x) => 1 / (1 + Math.exp(-x));
/** Success probabilities of the logit slope s per octave at log2 d - log2 d*, each 1 - delta at 0. */
const SHAPES = {
  logistic: (x, delta) => logisticOf(x + Math.log((1 - delta) / delta)),
  'slow start': (x) => 1 - Math.exp(-Math.LN2 * Math.exp(x)),
  'slow end': (x) => Math.exp(-Math.LN2 * Math.exp(-x)),
};

/** A stream of uniform numbers that depends on the names alone. */
function uniforms(...names) {
  const words = new Uint32Array(2);
  const key = names.reduce((parent, name) => splitKey(parent, name), keyFromSeed(0));
  let next = 0;
  return () => {
    threefry(key, next, 0, words);
    next += 1;
    return (words[0] + 0.5) / 2 ** 32;
  };
}

const covers = ({ lower, upper }, octave) =>
  (lower === null || 2 ** octave > lower) && (upper === null || 2 ** octave <= upper);
const octaves = ({ lower, upper }) => (lower === null || upper === null ? Infinity : Math.log2(upper / lower));
const grid = (perOctave) => Array.from({ length: 9 * perOctave + 1 }, (_, i) => Math.round(8 * 2 ** (i / perOctave)));

/** Independent trials, as many at every d of a grid. */
function fixedCell({ seeds, slope, at, perOctave = 1, shape = 'logistic', delta = 0.5 }) {
  const known = new Map();
  const list = grid(perOctave);
  const probabilities = list.map((d) => SHAPES[shape](slope * (Math.log2(d) - at), delta));
  return {
    inside: probabilities.filter((p) => p > 0.05 && p < 0.95).length,
    draw(uniform) {
      const counts = list.map((d, i) => {
        let successes = 0;
        for (let seed = 0; seed < seeds; seed++) if (uniform() < probabilities[i]) successes += 1;
        return { d, trials: seeds, successes };
      });
      const pattern = counts.map(({ successes }) => successes).join();
      if (!known.has(pattern)) known.set(pattern, thresholdFromCounts(counts, { level: 1, delta }));
      return { answer: known.get(pattern), at, runs: seeds * list.length };
    },
  };
}

/** Every seed runs at every d, and moves the threshold of all its runs: they share an initialisation, say. */
function clusteredCell({ seeds, slope, at, between }) {
  const list = grid(1);
  return {
    inside: list.filter((d) => Math.abs(slope * (Math.log2(d) - at)) < Math.log(0.95 / 0.05)).length,
    draw(uniform) {
      const trials = [];
      for (let seed = 0; seed < seeds; seed++) {
        // A logistic variable, symmetric about 0, so that the median over seeds stays where it is.
        const share = uniform();
        const shift = between * Math.log(share / (1 - share));
        for (const d of list) {
          const success = uniform() < logisticOf(slope * (Math.log2(d) - at) + shift);
          trials.push({ d, seed, cluster: seed, best: success ? 0 : 1 });
        }
      }
      return { answer: thresholdTrainingDimension(trials, { level: 0.5 }), at, runs: trials.length };
    },
  };
}

/** A search over [8, 5122], the D / 4 of Conv-2 on MNIST; d* anywhere from 32 to 2048. */
function adaptiveCell({ width, slope, batch, shape = 'logistic', delta = 0.5 }) {
  const goal = { level: 0.5, delta, confidence: 0.95, width };
  return {
    inside: NaN,
    draw(uniform) {
      const at = 5 + 6 * uniform();
      const trials = [];
      for (;;) {
        const candidates = { minimum: 8, maximum: 5122 };
        const decision = adaptiveSearch.next({ goal, candidates, trials, batch });
        if (decision.type === 'stop' || trials.length > 400) return { answer: decision, at, runs: trials.length };
        for (const d of decision.degreesOfFreedom) {
          const success = uniform() < SHAPES[shape](slope * (Math.log2(d) - at), delta);
          trials.push({ d, seed: trials.length, cluster: trials.length, best: success ? 0 : 1 });
        }
      }
    },
  };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function study(name, cell, setting) {
  const made = cell(setting);
  let covered = 0;
  let [low, high] = [0, 0];
  const widths = [];
  const runs = [];
  for (let i = 0; i < replicates; i++) {
    const one = made.draw(uniforms('threshold-coverage', name, JSON.stringify(setting), i));
    if (covers(one.answer, one.at)) covered += 1;
    else if (one.answer.lower !== null && 2 ** one.at <= one.answer.lower) low += 1;
    else high += 1;
    widths.push(octaves(one.answer));
    runs.push(one.runs);
  }
  const coverage = covered / replicates;
  const bounded = name === 'fixed' && setting.seeds >= 16 && made.inside >= 3 && (setting.delta ?? 0.5) === 0.5;
  const met = coverage >= LEAST && (!bounded || coverage <= MOST);
  process.stderr.write(`${name} ${JSON.stringify(setting)}: ${coverage} (${low} above d*, ${high} below)\n`);
  return { setting, coverage, low, high, inside: made.inside, bounded, met, width: median(widths), runs: median(runs) };
}

const product = (...lists) =>
  lists.reduce((all, list) => all.flatMap((one) => list.map((other) => ({ ...one, ...other }))), [{}]);
const each = (name, ...values) => values.map((value) => ({ [name]: value }));
const shapes = ['slow start', 'slow end'];

const adaptive = [
  ...product(each('slope', 20), each('width', 1), each('batch', 1, 2)),
  { slope: 20, width: 0.25, batch: 2 },
  { slope: 4, width: 1, batch: 2 },
  { slope: 4, width: 0.5, batch: 4 },
  { slope: 4, width: 2, batch: 1 },
  { slope: 2, width: 1, batch: 4 },
  ...product(each('slope', 2), each('width', 1), each('batch', 4), each('shape', ...shapes)),
  { slope: 4, width: 1.5, batch: 4, delta: 0.1 },
].map((setting) => study('adaptive', adaptiveCell, setting));
const fixed = [
  ...product(each('seeds', 3, 5, 8, 16, 32), each('slope', 20, 4, 1.5), each('at', 7.999, 8.001, 8.5)),
  ...product(each('seeds', 16, 32), each('slope', 1.5), each('at', 8.3), each('shape', ...shapes)),
  ...product(each('seeds', 16), each('slope', 3), each('at', 8.001, 8.3), each('perOctave', 2)),
  ...product(each('seeds', 8, 32), each('slope', 4, 1.5), each('at', 8.001, 8.5), each('delta', 0.1)),
].map((setting) => study('fixed', fixedCell, setting));
const clustered = product(each('seeds', 5, 8, 16), each('slope', 4), each('at', 8.001, 8.5), each('between', 1, 3)).map(
  (setting) => study('clustered', clusteredCell, setting),
);

const percent = (share) => `${(100 * share).toFixed(1)} %`;
const table = (header, rows) =>
  [header, header.map(() => '---:'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
const common = ({ coverage, low, high, width }) => [
  percent(coverage),
  low,
  high,
  Number.isFinite(width) ? width.toFixed(2) : 'open',
];
const COMMON = ['covers', 'lies above d\\*', 'lies below d\\*', 'median width, octaves'];
const all = [...fixed, ...clustered, ...adaptive];
const failed = all.filter(({ met }) => !met);
const range = (cells) =>
  `${percent(Math.min(...cells.map((cell) => cell.coverage)))} to ${percent(Math.max(...cells.map((cell) => cell.coverage)))}`;

const page = `# Coverage of the intervals for d\\*

How often does the 95 % interval of \`thresholdTrainingDimension\` contain d\\*? Simulated experiments with a known d\\*,
${replicates} of each kind, so a share of 95 % is known to within ${percent(1.96 * Math.sqrt((0.95 * 0.05) / replicates))}. Written by
\`node tools/results/threshold-coverage.mjs\`; every number comes from the cell's own random stream and repeats exactly.

Asked for: at least ${percent(LEAST)} everywhere; at most ${percent(MOST)} with 16 or more seeds at each d and three or more d inside the
transition (success probability between 5 % and 95 %). ${
  failed.length === 0 ? 'All cells meet it' : `${failed.length} of ${all.length} cells do not (marked)`
}: fixed designs cover ${range(fixed)}, those bounded from above ${range(fixed.filter(({ bounded }) => bounded))}, clustered trials
${range(clustered)}, adaptive searches ${range(adaptive)}.

Where few runs are near d\\*, intervals are made of whole brackets between measured d and must cover more than 95 %: no
interval can end between two d that no run lies between. "slope" is that of the logit of the success probability per
octave of d: at 20 the transition takes from 5 % to 95 % a third of an octave, at 1.5 four octaves.

## Fixed designs

d = 8 to 4096, as many independent runs at every d; d\\* just below, just above, or between measured d.

${table(
  ['seeds', 'd per octave', 'slope', 'log2 d\\*', 'shape', 'delta', 'd inside', ...COMMON, 'bound above', 'met'],
  fixed.map((cell) => {
    const { seeds, slope, at, perOctave = 1, shape = 'logistic', delta = 0.5 } = cell.setting;
    const met = cell.met ? 'yes' : '**no**';
    return [seeds, perOctave, slope, at, shape, delta, cell.inside, ...common(cell), cell.bounded ? 'yes' : '', met];
  }),
)}

## Runs that share an initialisation

Every seed runs at every d, and a random shift of the logit (logistic, of this scale) is common to all runs of a seed. The
runs are told apart by \`cluster\`.

${table(
  ['seeds', 'slope', 'log2 d\\*', 'scale of the shift', ...COMMON, 'met'],
  clustered.map((cell) => {
    const { seeds, slope, at, between } = cell.setting;
    return [seeds, slope, at, between, ...common(cell), cell.met ? 'yes' : '**no**'];
  }),
)}

## Adaptive searches

\`adaptiveSearch\` over d = 8 to 5122 until its interval is as narrow as asked, d\\* anywhere from 32 to 2048. Runs are
chosen, and the search stopped, by the very outcomes that the interval is made of; \`design: 'adaptive'\` allows for it.

${table(
  ['width asked', 'slope', 'shape', 'delta', 'runs at once', 'median runs', ...COMMON, 'met'],
  adaptive.map((cell) => {
    const { width, slope, batch, shape = 'logistic', delta = 0.5 } = cell.setting;
    return [width, slope, shape, delta, batch, cell.runs, ...common(cell), cell.met ? 'yes' : '**no**'];
  }),
)}
`;
await writeFile(new URL('../../docs/results/threshold-coverage.md', import.meta.url), page);
process.exitCode = failed.length === 0 ? 0 : 1;
