// `npm run test:nodes [-- VERSION...]`: tries a sample of everything under the Node that runs this, then under those
// versions, by default the newest two, fetched from npm; all must measure the same, to the last bit. A Node that cannot be
// had is skipped with a line. Needs `npm run build` first.
import process from 'node:process';
import { NEWEST_NODES, nodeBinary } from './node-binary.mjs';
import { PARTS } from './sample-parts.mjs';
import { trial } from './trial.mjs';

const versions = process.argv.length > 2 ? process.argv.slice(2) : NEWEST_NODES;
const reference = await trial({ version: process.version.slice(1), path: process.execPath, parts: PARTS });
const trials = versions.map((version) => {
  const path = nodeOrReason(version);
  return path === undefined ? { failures: [] } : trial({ version, path, parts: PARTS, reference });
});
const failures = [reference, ...(await Promise.all(trials))].flatMap((one) => one.failures);
for (const failure of failures) console.error(`\n${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

function nodeOrReason(version) {
  try {
    return nodeBinary(version);
  } catch (error) {
    console.log(`\n== Node ${version}\nskipped: ${error.message}`);
    return undefined;
  }
}
