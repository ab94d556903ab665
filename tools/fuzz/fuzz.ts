// Tries every surface, or those named: npm run fuzz -- [--inputs 100000] [--seed 1] [SURFACE...]
import process from 'node:process';
import { parseArgs } from 'node:util';
import { fuzzSurface } from './fuzz-surface.js';
import { SURFACES } from './surfaces.js';

const { values, positionals } = parseArgs({
  options: { inputs: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
  allowPositionals: true,
});
for (const name of positionals.length > 0 ? positionals : SURFACES.keys()) {
  const { inputs, megabytes } = await fuzzSurface(name, Number(values.inputs), Number(values.seed));
  process.stdout.write(`${name}: ${inputs} inputs, ${megabytes} MB at most\n`);
}
