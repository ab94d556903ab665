/**
 * Writes docs/results/method-benchmarks.md from what the benchmarks of all methods left in benchmarks/.
 *
 *     npx nx run-many -t benchmark
 *     node tools/results/method-benchmarks.mjs
 */
import { readFile, writeFile } from 'node:fs/promises';
import { root } from './documents.mjs';

const tables = (await readFile(new URL('benchmarks/comparisons.md', root), 'utf8')).trim();

const page = `# Every method against the null model

\`npx nx run-many -t benchmark\`: each method's \`benchmark.yaml\`, with the random affine subspace as the null model at the
same d, model, data and seeds. The learning rate of the null is tuned as long as the method's: every rate named in the
file, on a seed that is not compared. A verdict needs 8 seeds. Lottery subspaces and tickets are prepared by a training run
in the full space, gradient covariance by gradients at the start; what that costs is at the end of each comparison.

What the tables show on this machine: eight directions of a lottery subspace reach every loss of the list, the last of which
takes the null some 200. Gradient covariance needs a quarter of the null's d or less where both are measured. A ticket's mask
needs about twice the null's d at the high losses and is no different at the low ones, since a mask of a hundred of 20,490
weights cuts most paths through the network; a random mask of the same size, the ticket's own null, needs more than 512 at
every level. Low-rank adapters need at least twice the null's d wherever either reaches the level. The best rate is often
the largest of those tried, for the null and the methods alike.

${tables}
`;
await writeFile(new URL('docs/results/method-benchmarks.md', root), page);
process.stdout.write('docs/results/method-benchmarks.md\n');
