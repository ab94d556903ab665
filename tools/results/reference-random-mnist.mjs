/**
 * Writes docs/results/reference-random-mnist.md from the results of experiments/reference-random-mnist.yaml: our
 * numbers beside the published ones, and whether each agrees within the stated bounds.
 *
 *     node tools/results/reference-random-mnist.mjs [results.json]
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

${runs.length} runs in ${wallMinutes.toFixed(1)} minutes of wall time, engine ${engine.name} ${engine.version} (${engine.variant}), ${runs.reduce((sum, run) => sum + run.wallTimeSeconds, 0).toFixed(0)} s of runs in all.
The reference code needed 34 s for one run at d = 8 and 390 s at d = 4096, on a GPU.

Reproduce: \`npx dof run experiments/reference-random-mnist.yaml\`, then \`node tools/results/reference-random-mnist.mjs\`.
`;
await writeFile(new URL('docs/results/reference-random-mnist.md', root), text);
console.log(text);
process.exitCode = failed === 0 ? 0 : 1;
