// Speed of the engine beside the machine's own limits and beside PyTorch: `npm run bench -w @dof/backend-simd`, after a
// build. Prints a table and writes the same numbers as JSON. Options: --only TEXT (cases whose title has it),
// --rounds N (at most so many), --json FILE (default build/bench.json). PyTorch and numpy are those of DOF_BENCH_PYTHON, by default /usr/bin/python3;
// cases and contestants that cannot run here say why. Wants an idle machine: the load average is part of the results.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { availableEngines, SimdBackend } from '../dist/index.js';
import { benchmarkCases } from './cases.mjs';
import { Peer } from './peer.mjs';
import { caseLines } from './report.mjs';
import { runCase } from './run-case.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: 'Infinity' },
    json: { type: 'string', default: fileURLToPath(new URL('../build/bench.json', import.meta.url)) },
  },
});

const print = (...lines) => process.stdout.write(`${lines.join('\n')}\n`);
const engines = availableEngines();
const native = engines.find((name) => name.startsWith('native')) ?? 'wasm';
/** The last one first: interrupts and whatever else is pinned tend to be on the first. */
const cores = Array.from({ length: availableParallelism() }, (_, core) => core).toReversed();
const chosen = benchmarkCases(native, engines, cores).filter(({ title }) => title.includes(options.only));

const results = {
  machine: {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cores.length,
    node: process.version,
    pinned: Peer.pinned,
    loadBefore: loadavg()[0],
  },
  engine: new SimdBackend().describe(),
  cases: [],
  /** What was printed of the cases. */
  tables: '',
};
print(
  `${results.machine.processor}, ${cores.length} cores, Node ${process.version}, load ${loadavg()[0].toFixed(2)}, ` +
    `processes ${Peer.pinned ? '' : 'not '}pinned to cores`,
  `simd ${results.engine.variant}: ${results.engine.detail}`,
);
for (const one of chosen) {
  const result = await runCase({ ...one, rounds: Math.min(one.rounds, Number(options.rounds)) }, native);
  results.cases.push(result);
  const lines = caseLines(result);
  results.tables += `${lines.join('\n')}\n`;
  print(...lines);
}
results.machine.loadAfter = loadavg()[0];
mkdirSync(dirname(options.json), { recursive: true });
writeFileSync(options.json, `${JSON.stringify(results, undefined, 2)}\n`);
print('', `load ${results.machine.loadAfter.toFixed(2)} at the end; the same as JSON: ${options.json}`);
