/**
 * Writes docs/results/<name>.md, and its picture, for an experiment with one phase diagram: thresholds, mean loss and
 * accuracy at each d, and what it cost.
 *
 *     node tools/results/phase-diagram.mjs NAME [folder with results.json]
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { costLine, distinct, finalTestAccuracy, fixed, markdownTable, mean, readResults, root } from './documents.mjs';

const [name, folder] = process.argv.slice(2);
const results = await readResults(name, folder);
const source = await readFile(new URL(`experiments/${name}.yaml`, root), 'utf8');
const introduction = source.match(/^(?:# .*\n)+/)[0].replaceAll(/^# /gm, '');
const description = source.match(/^description: (.*)$/m)[1];
const [method] = results.methods;

const pictures = new URL(`docs/results/${name}/`, root);
await mkdir(pictures, { recursive: true });
const from = folder === undefined ? new URL(`dof-results/${name}/`, root) : new URL(`file://${folder}/`);
await copyFile(new URL('figures/phase-transition.png', from), new URL('phase-transition.png', pictures));

const rows = distinct(results.runs, (run) => run.d).map((d) => {
  const runs = results.runs.filter((run) => run.d === d);
  const losses = runs.map(({ best }) => best?.trainLoss ?? NaN);
  const accuracies = runs.map(finalTestAccuracy);
  const seconds = runs.map((run) => run.wallTimeSeconds);
  return [
    d,
    (results.dimension / d).toFixed(0),
    losses.map((loss) => fixed(loss)).join(' '),
    fixed(mean(accuracies)),
    mean(seconds).toFixed(0),
  ];
});

const text = `# ${description}

${introduction}
![Success probability over degrees of freedom and training loss](${name}/phase-transition.png)

| loss at most | d* |
| --: | :-- |
${method.levels.map(({ level, dStar }) => `| ${level} | ${dStar} |`).join('\n')}

${markdownTable(['d', 'D/d', 'best training loss of every run', 'test accuracy, mean', 'seconds a run'], rows)}

D = ${results.dimension.toLocaleString('en')}; d\* is the least d at which half of the runs reach the loss. ${costLine(results)} Machine: ${availableParallelism()} cores, ${cpus()[0].model}.

Reproduce: \`npx dof run experiments/${name}.yaml\`, then \`node tools/results/phase-diagram.mjs ${name}\`.
`;
await writeFile(new URL(`docs/results/${name}.md`, root), text);
console.log(text);
