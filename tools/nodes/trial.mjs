import { isDeepStrictEqual } from 'node:util';
import { NodeUnderTrial } from './node-under-trial.mjs';
import { Skipped } from './sample-parts.mjs';

/**
 * Tries every part under one Node and prints, when all are done, how each went.
 *
 * @param options.path of the program `node`, whose version is given too.
 * @param options.parts as in sample-parts.mjs.
 * @param options.reference the trial that this one must agree with; without one, this is the one.
 * @returns what each part measured, by name, and what failed, a text each.
 */
export async function trial({ version, path, parts, reference }) {
  const lines = [`\n== Node ${version}`];
  const failures = [];
  const measured = new Map();
  const node = new NodeUnderTrial(path);
  for (const { name, run, testedAlready = false } of parts) {
    if (testedAlready && reference === undefined) continue;
    const begun = performance.now();
    try {
      const found = await run(node);
      if (found instanceof Skipped) {
        lines.push(`- ${name}: skipped, ${found.reason}`);
        continue;
      }
      measured.set(name, found);
      if (reference?.measured.has(name) && !isDeepStrictEqual(found, reference.measured.get(name))) {
        throw new Error(`measured something else than the Node before:\n${JSON.stringify(found, null, 1)}`);
      }
      lines.push(`✓ ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
    } catch (error) {
      lines.push(`✗ ${name}`);
      failures.push(`Node ${version}, ${name}: ${error.stack}`);
    }
  }
  await node.close();
  console.log(lines.join('\n'));
  return { measured, failures };
}
