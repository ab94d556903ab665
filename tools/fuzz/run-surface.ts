// Tries one surface in this process: node run-surface.ts NAME INPUTS SEED FOLDER. Called by `fuzzSurface`, which gives
// the process a limit of memory and watches that it goes on.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { isDofError } from '@dof/core';
import fc from 'fast-check';
import { SURFACES } from './surfaces.js';

/** Seconds of processor time that one input may take. */
const MOST_SECONDS = 5;
/** Megabytes that the process may have had in use at its height. */
const MOST_MEGABYTES = 1200;

const [name, inputs, seed, folder] = process.argv.slice(2);
const surface = await SURFACES.get(name)?.();
if (surface === undefined) throw new Error(`no surface ${name}; there are ${[...SURFACES.keys()].join(', ')}`);

const inside = join(folder, 'inside');
mkdirSync(inside, { recursive: true });
process.chdir(inside);
await surface.prepare?.(inside);
const untouched = prototypes();
let tried = 0;

const property = fc.asyncProperty(surface.inputs, async (input) => {
  // Left behind when the process dies or hangs.
  writeFileSync(join(folder, 'current.json'), fc.stringify(input));
  const before = process.cpuUsage();
  try {
    await surface.attempt(input, inside);
  } catch (error) {
    if (!isDofError(error)) throw error instanceof Error ? error : new Error(`rejected with ${String(error)}`);
    if (!/^DOF_[A-Z_]+$/.test(error.code)) throw new Error(`the code ${error.code}`);
    if (/[\n\r]/.test(error.message.trim())) throw new Error(`a message of several lines: ${error.message}`);
  }
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  if (seconds > MOST_SECONDS) throw new Error(`took ${seconds.toFixed(1)} s`);
  if (prototypes() !== untouched) throw new Error('a prototype was changed');
  tried += 1;
  if (tried % 50 === 0) process.stdout.write(`${tried}\n`);
});
await fc.assert(property, { numRuns: Number(inputs), seed: Number(seed), endOnFailure: false });

const megabytes = process.resourceUsage().maxRSS / 1024;
if (megabytes > MOST_MEGABYTES) throw new Error(`used ${megabytes.toFixed(0)} MB`);
process.stdout.write(`${JSON.stringify({ surface: name, inputs: tried, megabytes: Math.round(megabytes) })}\n`);
process.exit(0);

/** What everything inherits from; an own property more is prototype pollution. */
function prototypes(): string {
  const shared = [Object.prototype, Array.prototype, Function.prototype, String.prototype, globalThis];
  return shared.map((one) => Reflect.ownKeys(one).length).join();
}
