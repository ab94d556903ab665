/**
 * Writes docs/results/engine-speed.md from what `npm run bench` measured.
 *
 *     npm run build && npm run bench -w @dof/backend-simd   # on an idle machine
 *     node tools/results/engine-speed.mjs [bench.json]
 */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { root } from './documents.mjs';

const [given] = process.argv.slice(2);
const file = given === undefined ? new URL('packages/backend-simd/build/bench.json', root) : resolve(given);
const { machine, engine, cases, tables } = JSON.parse(await readFile(file, 'utf8'));
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();

const targets = cases.flatMap((one) => one.targets);
const missed = targets.filter(({ met }) => !met);

const page = `# How fast the engine is, beside the machine and beside PyTorch

\`npm run bench\` at ${commit} on ${machine.processor}, ${machine.cores} cores, Node.js ${machine.node}; load ${machine.loadBefore.toFixed(1)} before and
${machine.loadAfter.toFixed(1)} after${machine.pinned ? '; processes pinned to their cores' : ''}. The engine: ${engine.detail}.

Every number comes from one interleaved run: in each round every contestant takes its turn, so that a disturbance hits all
alike, and ratios are of medians over rounds (the least times and the processor's times stand beside them). The floor is what
the machine's best matrix product (or its memory) would need for the same operations (or bytes) in the same round. A line that
begins with \`met\` or \`MISSED\` is a bound that the project set itself: ${targets.length - missed.length} of ${targets.length} are met.

\`\`\`text
${tables.trim()}
\`\`\`
`;
await writeFile(new URL('docs/results/engine-speed.md', root), page);
process.stdout.write('docs/results/engine-speed.md\n');
