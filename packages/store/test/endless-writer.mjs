// Writes runs and preparations until it is killed, and says on stdout what is durable. Runs the built package.
import { openRunStore } from '@dof/store';

const [directory, first] = process.argv.slice(2);
const template = JSON.parse(process.argv[4]);
const store = await openRunStore(directory);
for (let seed = Number(first); ; seed += 1) {
  await store.putPrepared(`key-${seed}`, { meta: seed, arrays: { a: new Float64Array(20_000).fill(seed) } });
  process.stdout.write(`prepared ${seed}\n`);
  await store.put({ ...template, hash: `hash-${seed}`, specification: { ...template.specification, seed } });
  process.stdout.write(`run ${seed}\n`);
}
