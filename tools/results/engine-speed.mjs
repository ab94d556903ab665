/**
 * Writes docs/results/engine-speed.md from what `npm run bench` measured: whole runs, commands, and the kernels.
 *
 *     npm run build && npm run bench   # on an idle machine
 *     node tools/results/engine-speed.mjs [folder with bench.json, experiments.json and commands.json]
 */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { root } from './documents.mjs';

const [given] = process.argv.slice(2);
const here = (path) => fileURLToPath(new URL(path, root));
const read = async (file, folder) => JSON.parse(await readFile(join(given ?? here(folder), file), 'utf8'));
const { machine, engine, cases, tables } = await read('bench.json', 'packages/backend-simd/build');
const experiments = await read('experiments.json', 'node_modules/.cache/dof-bench');
const commands = await read('commands.json', 'node_modules/.cache/dof-bench');
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();

const targets = cases.flatMap((one) => one.targets);
const missed = targets.filter(({ met }) => !met);

const page = `# How fast it is, beside version 1, PyTorch and the machine

\`npm run bench\` at ${commit} on ${machine.processor}, ${machine.cores} cores, Node.js ${machine.node}${machine.pinned ? '; processes pinned to their cores' : ''}. The
engine: ${engine.detail}. Version 1 is the engine, and all that is around it, at a1d4ba7, built from git; see tools/bench/build-before.mjs.

## Whole runs

Processor seconds of one run in a process of its own, start to end, by part: of ${experiments.rounds} interleaved round(s) the one with the
median total, and the least total. Version 1 and now have the same seeds and recipe, so their losses differ by rounding alone, which long training amplifies. PyTorch has
the same loop on data of the same size, on one thread. Where one pass serves pull-back, update and embedding, all of it is
projection. Load ${experiments.machine.loadBefore.toFixed(1)} before and ${experiments.machine.loadAfter.toFixed(1)} after.

${experiments.text.trim()}

## Commands

Interleaved, ${commands.rounds} rounds, load ${commands.load.toFixed(1)} at the end.

${commands.text}

## Kernels

Every number comes from one interleaved run: in each round every contestant takes its turn, so that a disturbance hits all
alike, and ratios are of medians over rounds (the least times and the processor's times stand beside them). The floor is what
the machine's best matrix product (or its memory) would need for the same operations (or bytes) in the same round; operations are
those of the definition, of which Winograd convolutions need fewer. A line that begins with \`met\` or \`MISSED\` is a bound that
the project set itself: ${targets.length - missed.length} of ${targets.length} are met. Load ${machine.loadBefore.toFixed(1)} before and ${machine.loadAfter.toFixed(1)} after.

\`\`\`text
${tables.trim()}
\`\`\`
`;
await writeFile(new URL('docs/results/engine-speed.md', root), page);
process.stdout.write('docs/results/engine-speed.md\n');
