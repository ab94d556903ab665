/**
 * Writes docs/results/adaptive-search.md: how many runs a search takes to an interval as narrow as that of a grid, on
 * simulated transitions and, where their results are given, on Conv-2 on MNIST.
 *
 *     node tools/results/adaptive-search.mjs [grid/results.json search/results.json...]
 *
 * The grid's file is that of experiments/search-mnist-grid.yaml; the searches' are those of experiments/search-mnist.yaml,
 * one for each level. One process, reproducible: replicate i of a cell is drawn from the cell's name and i.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { adaptiveSearch, thresholdFromCounts } from '@dof/analysis';
import { keyFromSeed, splitKey, threefry } from '@dof/core';

const SEARCHES = 200;
/** D / 4 of Conv-2 on MNIST. */
const CANDIDATES = { minimum: 8, maximum: 5122 };
const MOST_RUNS = 600;
/** Slope of the transitions that are searched two runs at a time too. */
const PAIRS_FROM = 10;

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

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const octaves = ({ lower, upper }) => (lower === null || upper === null ? Infinity : Math.log2(upper / lower));
const probability = (slope, octave) => 1 / (1 + Math.exp(-slope * octave));

function gridOf(perOctave) {
  const { minimum, maximum } = CANDIDATES;
  const steps = Math.round(Math.log2(maximum / minimum) * perOctave);
  return Array.from({ length: steps + 1 }, (_, i) => Math.round(minimum * (maximum / minimum) ** (i / steps)));
}

/** The width of the interval of a whole grid, d* anywhere from 32 to 2048. */
function gridWidth({ slope, perOctave, seeds }, known, uniform) {
  const at = 5 + 6 * uniform();
  const counts = gridOf(perOctave).map((d) => {
    let successes = 0;
    for (let seed = 0; seed < seeds; seed++) if (uniform() < probability(slope, Math.log2(d) - at)) successes += 1;
    return { d, trials: seeds, successes };
  });
  const pattern = counts.map(({ successes }) => successes).join();
  if (!known.has(pattern)) known.set(pattern, octaves(thresholdFromCounts(counts, { level: 1 })));
  return known.get(pattern);
}

function search(slope, width, batch, uniform) {
  const at = 5 + 6 * uniform();
  const goal = { level: 0.5, delta: 0.5, confidence: 0.95, width };
  const trials = [];
  for (;;) {
    const decision = adaptiveSearch.next({ goal, candidates: CANDIDATES, trials, batch });
    if (decision.type === 'stop' || trials.length >= MOST_RUNS) {
      const { lower, upper } = decision;
      const covers = (lower === null || 2 ** at > lower) && (upper === null || 2 ** at <= upper);
      return { runs: trials.length, width: octaves(decision), covers };
    }
    for (const d of decision.degreesOfFreedom) {
      const success = uniform() < probability(slope, Math.log2(d) - at);
      trials.push({ d, seed: trials.length, cluster: trials.length, best: success ? 0 : 1 });
    }
  }
}

const grids = [
  { perOctave: 1, seeds: 5 },
  { perOctave: 1, seeds: 16 },
  { perOctave: 2, seeds: 5 },
  { perOctave: 2, seeds: 16 },
];
const rows = [30, 10, 4, 2].flatMap((slope) =>
  // Two d per octave and 16 seeds at a slope of 2 are a study of patience: hundreds of runs either way.
  grids.slice(0, slope < 4 ? 3 : 4).map((grid) => {
    const setting = { slope, ...grid };
    const known = new Map();
    const name = JSON.stringify(setting);
    const draw = (what, i) => uniforms('adaptive-search', what, name, i);
    const width = median(Array.from({ length: SEARCHES }, (_, i) => gridWidth(setting, known, draw('grid', i))));
    const gridRuns = gridOf(grid.perOctave).length * grid.seeds;
    const searches = (batch) =>
      Array.from({ length: SEARCHES }, (_, i) => search(slope, width, batch, draw(`search ${batch}`, i)));
    const found = searches(1);
    const runs = median(found.map((one) => one.runs));
    const inPairs = slope < PAIRS_FROM ? '' : median(searches(2).map((one) => one.runs));
    process.stderr.write(`${name}: ${width.toFixed(2)} octaves, ${gridRuns} runs against ${runs}\n`);
    return { setting, width, gridRuns, runs, share: runs / gridRuns, found, inPairs };
  }),
);

const percent = (value) => `${(100 * value).toFixed(0)} %`;
const table = (header, lines) =>
  [header, header.map(() => '---:'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
const met = rows.filter(({ share }) => share <= 0.25);
const sharp = rows.filter(({ setting }) => setting.slope >= 4);

const files = await Promise.all(process.argv.slice(2).map(async (file) => JSON.parse(await readFile(file, 'utf8'))));
const mnist = files.length < 2 ? '' : onMnist(files[0], files.slice(1));

function onMnist(grid, searches) {
  const lines = searches.map((one) => {
    const { level } = one.analysis.search;
    const answer = ({ methods }) => methods[0].levels.find((entry) => entry.level === level).threshold;
    const [ours, theirs] = [answer(one), answer(grid)];
    const share = one.runs.length / grid.runs.length;
    const shown = (threshold) => `${threshold.lower} < d\\* <= ${threshold.upper} (${octaves(threshold).toFixed(2)})`;
    return [level, shown(theirs), grid.runs.length, shown(ours), one.runs.length, percent(share)];
  });
  return `
## Conv-2 on MNIST

6,000 training images, 3 epochs; \`experiments/search-mnist-grid.yaml\` is the grid, one d per octave and five seeds, and
\`experiments/search-mnist.yaml\` the search, to within one octave.

${table(['training loss', 'grid (octaves)', 'runs', 'search (octaves)', 'runs', 'share'], lines)}
`;
}

const page = `# Adaptive search against a grid

A log-spaced grid over [8, D / 4] finds d\\* within some width. How many runs does \`search\` take to an interval as
narrow? Written by \`node tools/results/adaptive-search.mjs\`.

## Simulated transitions

Success rises with log2 d along a logistic curve whose logit has this slope per octave (at 30 it goes from 5 % to 95 % in a
fifth of an octave, at 2 in three octaves); d\\* lies anywhere from 32 to 2048. The width asked for is the median width of
${SEARCHES} grids, the runs are the median of ${SEARCHES} searches, run by run. ${met.length} of ${rows.length} searches need at most a
quarter of the grid's runs${sharp.every(({ share }) => share <= 0.25) ? ', and all at slopes of 4 or more' : ''}.

${table(
  [
    'slope',
    'd per octave',
    'seeds',
    'runs of the grid',
    'its width',
    'runs of the search',
    'share',
    '90 % of searches',
    'covers',
    'runs in pairs',
  ],
  rows.map(({ setting, width, gridRuns, runs, share, found, inPairs }) => [
    setting.slope,
    setting.perOctave,
    setting.seeds,
    gridRuns,
    width.toFixed(2),
    runs,
    share <= 0.25 ? percent(share) : `**${percent(share)}**`,
    [...found].sort((a, b) => a.runs - b.runs)[Math.ceil(0.9 * SEARCHES) - 1].runs,
    percent(found.filter(({ covers }) => covers).length / SEARCHES),
    inPairs,
  ]),
)}

"Runs in pairs" are those of searches that choose two runs at a time (\`batch: 2\`), which two cores train in half the time.

Where the transition takes octaves itself, most runs of a grid tell something, and there is less to be saved: with a slope
of s, the best that any choice of d can do at a known slope is 4 / (9.3 s) of a grid's runs, 22 % at s = 2. Transitions of
trained networks are sharp: the published losses of Conv-2 on MNIST
(tools/published) scatter by 4 to 11 % between runs at one d from 128 to 2048, while they fall by 37 to 51 % per octave: slopes of 9 or more.
${mnist}`;
await writeFile(new URL('../../docs/results/adaptive-search.md', import.meta.url), page);
