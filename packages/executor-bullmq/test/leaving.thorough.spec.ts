import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { coordinate, tinyExperiment } from './support/experiments.js';
import { endProcesses, LineProcess } from './support/line-process.js';
import { describeWithRedis, TestRedis } from './support/redis-server.js';

const TIMEOUT = 900_000;
const timings = { heartbeat: 300, reconcile: 500, lock: 3000, stalledCheck: 1000 };

let redis: TestRedis;

beforeEach(async () => {
  redis = await TestRedis.start();
}, TIMEOUT);

afterEach(async () => {
  await endProcesses();
  await redis.stop();
}, TIMEOUT);

const worker = () => new LineProcess('worker.mjs', { timings }, { DOF_REDIS_URL: redis.url });

describeWithRedis('leaving', () => {
  it(
    'a worker finishes what it does and takes nothing more; told twice, it ends at once',
    async () => {
      const polite = worker();
      const coordinator = coordinate(redis.url, tinyExperiment({ slow: 300 }), { timings });
      await polite.until('started');
      polite.signal('SIGTERM');
      await polite.until('left');
      await polite.ended();
      expect(polite.of('draining')).toHaveLength(1);
      expect(polite.of('finished')).toHaveLength(polite.of('started').length);

      const hasty = worker();
      await hasty.until('started');
      hasty.signal('SIGTERM');
      await hasty.until('draining');
      hasty.signal('SIGTERM');
      await hasty.ended();
      expect(hasty.of('finished').length).toBeLessThan(hasty.of('started').length);

      worker();
      await coordinator.until('memory');
      expect(coordinator.of('run-finished')).toHaveLength(6);
    },
    TIMEOUT,
  );

  it(
    'a coordinator takes its runs out of the queue, and whoever does one gives it up',
    async () => {
      const busy = worker();
      const coordinator = coordinate(redis.url, tinyExperiment({ slow: 20_000 }), { timings, outstanding: 3 });
      await busy.until('started');
      const client = redis.client();
      const waiting = async () => (await client.lrange('dof:runs:wait', 0, -1)).length;
      for (let patience = 100; (await waiting()) < 2 && patience > 0; patience--) await pause(100);
      // Back-pressure: three at most, one of them under way.
      expect(await waiting()).toBe(2);
      coordinator.signal('SIGTERM');
      await coordinator.until('memory');
      await busy.until('cancelled');
      expect(await waiting()).toBe(0);
      client.disconnect();
    },
    TIMEOUT,
  );

  it(
    'a coordinator says when no worker is there',
    async () => {
      const coordinator = coordinate(redis.url, tinyExperiment(), { timings });
      await coordinator.until('note');
      expect(coordinator.of('note')[0]['note']).toBe(`no worker is there: start some with dof worker ${redis.url}/0`);
      worker();
      await coordinator.until('memory');
      expect(coordinator.of('run-finished')).toHaveLength(6);
    },
    TIMEOUT,
  );
});

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
