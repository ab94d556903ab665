/**
 * Writes docs/results/reference-methods-mnist.md: accuracy and thresholds of burn-in, lottery subspaces and lottery
 * tickets on MNIST with Conv-2, in the setting of the reference code, beside what it published.
 *
 *     node tools/results/reference-methods-mnist.mjs [folder of burn-in, of lottery subspace, of lottery ticket]
 *
 * Each folder holds a results.json, by default dof-results/reference-burn-in-mnist and so on.
 */
import { writeFile } from 'node:fs/promises';
import {
  costLine,
  distinct,
  finalTestAccuracy,
  fixed,
  markdownTable,
  mean,
  meanAndRuns,
  readPublished,
  readResults,
  root,
} from './documents.mjs';

const [burnInFolder, subspaceFolder, ticketFolder] = process.argv.slice(2);
const burnIn = await readResults('reference-burn-in-mnist', burnInFolder);
const subspace = await readResults('reference-lottery-subspace-mnist', subspaceFolder);
const ticket = await readResults('reference-lottery-ticket-mnist', ticketFolder);
const publishedRandom = await readPublished('larsen-2022-random-mnist');
const publishedSubspace = await readPublished('larsen-2022-lottery-subspace-mnist');

const stepsOf = ({ start }) => (start.type === 'burn-in' ? start.steps : 0);
const accuracies = (runs, test) => runs.filter(test).map(finalTestAccuracy);
const publishedAccuracy = ({ rows }, d) => fixed(rows.find((row) => row.d === d)?.testAccuracy);

function burnInAccuracy() {
  const steps = distinct(burnIn.runs, stepsOf);
  return markdownTable(
    ['d', ...steps.map((t) => `t = ${t}`), 'theirs, t = 0'],
    distinct(burnIn.runs, (run) => run.d).map((d) => [
      d,
      ...steps.map((t) => meanAndRuns(accuracies(burnIn.runs, (run) => run.d === d && stepsOf(run) === t))),
      publishedAccuracy(publishedRandom, d),
    ]),
  );
}

function burnInThresholds() {
  const methods = [...burnIn.methods].sort((a, b) => stepsOf(a) - stepsOf(b));
  return markdownTable(
    ['loss at most', ...methods.map((method) => `t = ${stepsOf(method)}`)],
    burnIn.analysis.lossLevels.map((level) => [
      level,
      ...methods.map(({ levels }) => levels.find((one) => one.level === level)?.dStar ?? ''),
    ]),
  );
}

const variantName = ({ name, options }) => {
  if (name === 'lottery-subspace') return options.scaled ? 'scaled by singular value' : 'unit columns';
  if (name === 'lottery-ticket') return options.pruning === 'iterative' ? 'iterative ticket' : 'one-shot ticket';
  return 'random mask';
};

/** Mean test accuracy (and every run's) and mean best training loss, a column for each variant of the methods. */
function byVariant({ runs }, more) {
  const variants = [...new Set(runs.map(({ method }) => variantName(method)))];
  return markdownTable(
    ['d', ...variants.flatMap((name) => [`${name}: test accuracy`, 'loss']), ...more.map(({ title }) => title)],
    distinct(runs, (run) => run.d).map((d) => [
      d,
      ...variants.flatMap((name) => {
        const those = runs.filter((run) => run.d === d && variantName(run.method) === name);
        return [
          meanAndRuns(those.map(finalTestAccuracy)),
          those.length === 0 ? '' : fixed(mean(those.map(({ best }) => best?.trainLoss ?? NaN))),
        ];
      }),
      ...more.map(({ of }) => of(d)),
    ]),
  );
}

const ours = (d) => {
  const values = accuracies(burnIn.runs, (run) => run.d === d && stepsOf(run) === 0);
  return values.length === 0 ? '' : fixed(mean(values));
};

/** The accuracy of a random subspace whose d is within 1 % of this one: ours, or the published one. */
function randomNear(d) {
  const near = (other) => Math.abs(other / d - 1) < 0.01;
  const own = distinct(burnIn.runs, (run) => run.d).find(near);
  if (own !== undefined) return ours(own);
  return fixed(publishedRandom.rows.find((row) => near(row.d))?.testAccuracy);
}

const text = `# The methods on MNIST with Conv-2, in the setting of the reference code

Conv-2 (D = ${burnIn.dimension.toLocaleString('en')}), all 60,000 training images, 5 epochs, batch 128, Adam with the reference code's constant bias
correction at learning rate 0.05 (tickets and masks: that code's momentum schedule). Accuracies are those after the last
epoch: the mean and, in brackets, every seed. Theirs: ${publishedRandom.source.split(':')[0]}.

## Burn-in: d* falls as t grows

Test accuracy of a random affine subspace through w_t, after exactly t full-space steps (momentum 0.9, learning rate 0.05):

${burnInAccuracy()}

Threshold training dimension d* at each level of the full-training-set loss:

${burnInThresholds()}

${costLine(burnIn)}

## Lottery subspaces

\`reference: true\`: a trajectory as long as the reference code's for the largest d here, snapshots every 5 steps.

${byVariant(subspace, [
  { title: 'theirs, unit columns', of: (d) => publishedAccuracy(publishedSubspace, d) },
  { title: 'our random subspace', of: ours },
  { title: 'their random subspace', of: (d) => publishedAccuracy(publishedRandom, d) },
])}

${costLine(subspace)}

## Lottery tickets and random masks

One-shot tickets are those of the reference code (2 epochs, then a global magnitude mask, biases included, rewound to the
initialisation); iterative ones lose 20 % per level and are rewound to step 16. A random mask has the same share of
every layer.

${byVariant(ticket, [{ title: 'random subspace (ours, or theirs)', of: randomNear }])}

${costLine(ticket)}

Reproduce: \`npx dof run experiments/reference-burn-in-mnist.yaml\`, likewise \`reference-lottery-subspace-mnist\` and
\`reference-lottery-ticket-mnist\`, then \`node tools/results/reference-methods-mnist.mjs\`.
`;
await writeFile(new URL('docs/results/reference-methods-mnist.md', root), text);
console.log(text);
