// One run of an experiment in a process of its own, from its start, by the packages of one folder: this repository or an
// older one. Its argument is JSON: { root, file, overrides, engine }. Prints processor seconds by part, and what was
// reached.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { measuredBackend } from './measured-backend.mjs';
import { PartClock } from './part-clock.mjs';

const clock = new PartClock('start-up');
const { root, file, overrides, engine } = JSON.parse(process.argv[2]);
const load = (name) => import(pathToFileURL(join(root, 'packages', name, 'dist', 'index.js')).href);

const { createContainer, inProcessExecutor, readExperiment, runExperiment, Tokens } = await load('core');
const { SimdBackend } = await load('backend-simd');
const experiment = await readExperiment(file, { overrides });
const container = createContainer();
container.registerInstance(Tokens.Backend, measuredBackend(new SimdBackend({ engine }), clock));
for (const { name } of experiment.methods) {
  // A preparation is the method's own work, but for the steps it takes.
  if (name !== 'lottery-subspace') continue;
  const { lotterySubspace } = await load('methods-lottery-subspace');
  const prepare = clock.timed('preparation', (context) => lotterySubspace.prepare(context));
  container.registerInstance(Tokens.DofReductionMethod, { ...lotterySubspace, prepare });
}
const results = [];
await runExperiment(experiment, { container, executor: inProcessExecutor(container) }).forEach((event) => {
  if (event.type === 'run-failed') throw new Error(event.error?.message ?? 'the run failed');
  if (event.type === 'run-finished') results.push(event.result);
});
process.stdout.write(
  `${JSON.stringify({ parts: clock.read(), loss: results[0].best.trainLoss, runs: results.length })}\n`,
);
