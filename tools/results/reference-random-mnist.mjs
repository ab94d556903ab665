/**
 * Writes docs/results/reference-random-mnist.md from the results of experiments/reference-random-mnist.yaml: our
 * numbers beside the published ones, and whether each agrees within the stated bounds.
 *
 *     node tools/results/reference-random-mnist.mjs [results.json [results-of-more-seeds.json]]
 *
 * The second file adds a table of means over all seeds with their standard errors: how far four runs scatter.
 */
import { readFile, writeFile } from 'node:fs/promises';

const LOSS_BOUNDS = [0.85, 1.15];
const ACCURACY_BOUND = 0.02;

const root = new URL('../../', import.meta.url);
const source = process.argv[2] ?? new URL('dof-results/reference-random-mnist/results.json', root);
const results = JSON.parse(await readFile(source, 'utf8'));
const published = JSON.parse(await readFile(new URL('tools/published/larsen-2022-random-mnist.json', root), 'utf8'));

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const fixed = (value, digits = 3) => value.toFixed(digits);

const rows = published.rows.map((theirs) => {
  const runs = results.runs.filter((run) => run.d === theirs.d).sort((a, b) => a.seed - b.seed);
  const last = runs.map((run) => run.history.at(-1));
  const losses = last.map((entry) => entry.train.loss);
  const loss = mean(losses);
  const accuracy = mean(last.map((entry) => entry.test.accuracy));
  const low = LOSS_BOUNDS[0] * Math.min(...theirs.finalTrainLoss);
  const high = LOSS_BOUNDS[1] * Math.max(...theirs.finalTrainLoss);
  const agrees = loss >= low && loss <= high && Math.abs(accuracy - theirs.testAccuracy) <= ACCURACY_BOUND;
  const cells = [
    theirs.d,
    losses.map((value) => fixed(value)).join(' '),
    fixed(loss),
    theirs.finalTrainLoss.map((value) => fixed(value)).join(' '),
    `${fixed(low)} to ${fixed(high)}`,
    fixed(accuracy),
    fixed(theirs.testAccuracy),
    agrees ? 'yes' : 'no',
  ];
  return { runs, agrees, line: `| ${cells.join(' | ')} |` };
});

const runs = rows.flatMap((row) => row.runs);
const finished = runs.map((run) => Date.parse(run.finishedAt));
const begun = runs.map((run) => Date.parse(run.finishedAt) - 1000 * run.wallTimeSeconds);
const wallMinutes = (Math.max(...finished) - Math.min(...begun)) / 60_000;
const [{ engine }] = runs;
const failed = rows.filter((row) => !row.agrees).length;

const more = process.argv[3] === undefined ? [] : JSON.parse(await readFile(process.argv[3], 'utf8')).runs;
const allSeeds = more.length === 0 ? '' : moreSeeds([...results.runs, ...more]);

/** Means over every seed of the d that has more than four, with standard errors, beside theirs. */
function moreSeeds(all) {
  const lines = published.rows.flatMap((theirs) => {
    const last = all.filter((run) => run.d === theirs.d).map((run) => run.history.at(-1));
    if (last.length <= 4) return [];
    const losses = last.map((entry) => entry.train.loss);
    const accuracies = last.map((entry) => entry.test.accuracy);
    const cells = [
      theirs.d,
      last.length,
      withError(losses),
      withError(theirs.finalTrainLoss),
      withError(accuracies),
      fixed(theirs.testAccuracy),
      `${fixed(Math.min(...losses))} to ${fixed(Math.max(...losses))}`,
    ];
    return [`| ${cells.join(' | ')} |`];
  });
  return `
Over more seeds of ours, mean and standard error:

| d | seeds | our final training loss | theirs (4 runs) | our test accuracy | theirs | our losses |
| --: | --: | --: | --: | --: | --: | :-- |
${lines.join('\n')}
`;
}

function withError(values) {
  const centre = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
  return `${fixed(centre)} ± ${fixed(Math.sqrt(variance / values.length))}`;
}

const text = `# The published numbers of the random affine subspace, reproduced

\`experiments/reference-random-mnist.yaml\`: Conv-2 (D = ${results.dimension.toLocaleString('en')}) on all of MNIST, random
affine subspace from the initialisation, 5 epochs, batch 128, Adam with the reference code's constant bias correction at
learning rate 0.05. Theirs: ${published.source}.

A row agrees when the mean of our four final full-training-set losses lies between ${LOSS_BOUNDS[0]} times the least and ${LOSS_BOUNDS[1]}
times the largest of their four, and our mean test accuracy is within ${ACCURACY_BOUND} of theirs.

| d | our final training loss | our mean | theirs | allowed | our test accuracy | theirs | agrees |
| --: | :-- | --: | :-- | :-- | --: | --: | :-- |
${rows.map((row) => row.line).join('\n')}

${failed === 0 ? 'Every row agrees.' : `${failed} of ${rows.length} rows do not agree.`}
${allSeeds}
${runs.length} runs in ${wallMinutes.toFixed(1)} minutes of wall time, engine ${engine.name} ${engine.version} (${engine.variant}), ${runs.reduce((sum, run) => sum + run.wallTimeSeconds, 0).toFixed(0)} s of runs in all.
The reference code needed 34 s for one run at d = 8 and 390 s at d = 4096, on a GPU.

Reproduce: \`npx dof run experiments/reference-random-mnist.yaml\`, then \`node tools/results/reference-random-mnist.mjs\`.
`;
await writeFile(new URL('docs/results/reference-random-mnist.md', root), text);
console.log(text);
