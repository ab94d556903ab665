import { fileURLToPath } from 'node:url';
import { executorClauses } from '@dof/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { endProcesses, LineProcess } from './support/line-process.js';
import { describeWithRedis, TestRedis } from './support/redis-server.js';

const TIMEOUT = 900_000;
const timings = { heartbeat: 300, reconcile: 500, progress: 100 };
const plugins = new URL('fixtures/contract-plugins.mjs', import.meta.url);

let redis: TestRedis;
let clauses: LineProcess;

// What computes is named by the built packages, which a test's own process does not have.
describeWithRedis('bullmqExecutor keeps the executor contract', () => {
  beforeAll(async () => {
    redis = await TestRedis.start();
    const environment = { DOF_REDIS_URL: redis.url };
    const worker = new LineProcess('worker.mjs', { timings, jobs: 2, allowed: [fileURLToPath(plugins)] }, environment);
    await worker.until('ready');
    const settings = { timings, outstanding: 2 };
    clauses = new LineProcess('executor-clauses.mjs', { settings, modules: [plugins.href] }, environment);
  }, TIMEOUT);

  afterAll(async () => {
    await endProcesses();
    await redis.stop();
  }, TIMEOUT);

  it.each(executorClauses.map(({ name }) => name))(
    '%s',
    async (name) => {
      await clauses.until(name);
      expect(clauses.of(name)).toEqual([{ type: name }]);
    },
    TIMEOUT,
  );
});
