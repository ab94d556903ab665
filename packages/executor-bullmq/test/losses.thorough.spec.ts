import { afterEach, expect, it } from '@jest/globals';
import { coordinate, locally, measured, tinyExperiment } from './support/experiments.js';
import { endProcesses, LineProcess } from './support/line-process.js';
import { describeWithRedis, TestRedis } from './support/redis-server.js';

const TIMEOUT = 900_000;
const timings = { lock: 3000, stalledCheck: 1000, heartbeat: 500, reconcile: 500, progress: 100 };

let redis: TestRedis | undefined;

afterEach(async () => {
  await endProcesses();
  await redis?.stop();
  redis = undefined;
}, TIMEOUT);

describeWithRedis('what is lost', () => {
  const input = tinyExperiment({ slow: 100 });

  it(
    'with a killed worker is done again by another, with one result per run',
    async () => {
      redis = await TestRedis.start();
      const environment = { DOF_REDIS_URL: redis.url };
      const victim = new LineProcess('worker.mjs', { timings }, environment);
      const coordinator = coordinate(redis.url, input, { timings });
      await victim.until('started', 2);
      const other = new LineProcess('worker.mjs', { timings }, environment);
      await victim.kill();
      await coordinator.until('memory');
      expect(coordinator.of('run-finished')).toHaveLength(6);
      expect(coordinator.of('run-started')).toHaveLength(6);
      const started = [...victim.of('started'), ...other.of('started')];
      expect(started.length).toBeGreaterThan(6);
      expect(JSON.stringify(measured(coordinator))).toBe(JSON.stringify(await locally(input)));
    },
    TIMEOUT,
  );

  it.each([
    ['keeps everything', true],
    ['forgets everything', false],
  ])(
    'when Redis is killed in the middle and %s is not lost for the experiment',
    async (_, durable) => {
      redis = await TestRedis.start({ durable });
      const environment = { DOF_REDIS_URL: redis.url };
      const workers = [1, 2].map(() => new LineProcess('worker.mjs', { timings }, environment));
      const coordinator = coordinate(redis.url, input, { timings });
      await coordinator.until('run-finished', 2);
      await redis.kill();
      await coordinator.until('note');
      await redis.restart();
      await coordinator.until('memory');
      const notes = coordinator.of('note').map(({ note }) => note);
      expect(notes).toContainEqual(expect.stringMatching(/^Redis at redis:\/\/127\.0\.0\.1:\d+\/0 is away/));
      expect(notes).toContainEqual(expect.stringMatching(/is back$/));
      expect(coordinator.of('run-finished')).toHaveLength(6);
      expect(JSON.stringify(measured(coordinator))).toBe(JSON.stringify(await locally(input)));
      for (const worker of workers) {
        worker.signal('SIGTERM');
        await worker.until('left');
      }
    },
    TIMEOUT,
  );

  it(
    'is not what computes for longer than a lock lasts without giving way',
    async () => {
      redis = await TestRedis.start();
      const worker = new LineProcess('worker.mjs', { timings }, { DOF_REDIS_URL: redis.url });
      // One step alone takes longer than the lock.
      const long = tinyExperiment({
        slow: 4000,
        degreesOfFreedom: [1],
        seeds: 1,
        training: { batchSize: 8, epochs: 1 },
      });
      const coordinator = coordinate(redis.url, long, { timings });
      await coordinator.until('memory');
      expect(worker.of('started')).toHaveLength(1);
      expect(worker.of('lost')).toHaveLength(0);
      expect(coordinator.of('run-finished')).toHaveLength(1);
    },
    TIMEOUT,
  );

  it(
    'gives up a run that kills every worker, and says so',
    async () => {
      redis = await TestRedis.start();
      const deadly = tinyExperiment({
        methods: [{ name: './tiny-plugins.mjs', options: { deadly: true } }],
        degreesOfFreedom: [1],
        seeds: 1,
      });
      const quick = { ...timings, lock: 1000, stalledCheck: 300 };
      const coordinator = coordinate(redis.url, deadly, { timings: quick });
      let lives = 0;
      const ended = coordinator.until('run-failed').then(() => true);
      while (!(await Promise.race([ended, live()]))) lives += 1;
      expect(coordinator.of('run-failed')[0]).toMatchObject({
        code: 'DOF_RUN_LOST',
        message: expect.stringContaining('its worker died or stood still 6 times'),
      });
      // A slow machine may take a living worker for a dead one.
      expect(lives).toBeGreaterThanOrEqual(2);

      async function live(): Promise<boolean> {
        const worker = new LineProcess('worker.mjs', { timings: quick }, { DOF_REDIS_URL: redis?.url ?? '' });
        await worker.ended();
        return false;
      }
    },
    TIMEOUT,
  );
});
