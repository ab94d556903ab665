/**
 * The parts of `npm run soak`, one after the other: what is too long for every test run. Each is a Node script that
 * exits with 0 when all held; `arguments` are its own. Those that are timed come first: a machine may be let alone as long.
 */
export const PARTS = [
  { name: 'pipeline and store: 10,000 runs', script: 'packages/store/bench/pipeline-and-store.mjs', arguments: [] },
  { name: 'report: 100,000 runs', script: 'packages/reporting/bench/large-report.mjs', arguments: [] },
  { name: 'store: killed writers', script: 'packages/store/soak/killed-writers.mjs', arguments: ['200'] },
  { name: 'queue: killed workers', script: 'packages/executor-bullmq/soak/soak.mjs', arguments: ['5'] },
  { name: 'input of others: 100,000 a surface', script: 'tools/fuzz/fuzz.mjs', arguments: ['--inputs', '100000'] },
];
