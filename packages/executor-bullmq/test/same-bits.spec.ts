import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { coordinate, hashesOf, locally, measured, tinyExperiment } from './support/experiments.js';
import { endProcesses, LineProcess } from './support/line-process.js';
import { describeWithRedis, TestRedis } from './support/redis-server.js';

const TIMEOUT = 900_000;
const PASSWORD = 'open-sesame-12345';

let redis: TestRedis;
let traces: string;

beforeEach(async () => {
  redis = await TestRedis.start({ password: PASSWORD });
  traces = mkdtempSync(join(tmpdir(), 'dof-traces-'));
}, TIMEOUT);

afterEach(async () => {
  await endProcesses();
  await redis.stop();
  rmSync(traces, { recursive: true, force: true });
}, TIMEOUT);

describeWithRedis('an experiment over Redis', () => {
  const input = tinyExperiment({
    methods: ['./prepared-plugin.mjs'],
    start: { type: 'burn-in', steps: 2, batchSize: 8 },
  });

  it(
    'gives the bits of a local run; two coordinators share runs and preparations, each done once',
    async () => {
      const environment = { DOF_REDIS_PASSWORD: PASSWORD, TEST_TRACES: traces };
      const workers = [1, 2].map(() => new LineProcess('worker.mjs', {}, { DOF_REDIS_URL: redis.url, ...environment }));
      const coordinators = [1, 2].map(() => coordinate(redis.url, input, {}, environment));
      await Promise.all(coordinators.map((one) => one.until('memory')));
      // Two seeds: a preparation each, whoever asked for it.
      expect(readdirSync(traces)).toHaveLength(2);
      const done = workers.flatMap((worker) => worker.of('finished').map(({ job }) => job as { kind: string }));
      const count = (kind: string) => done.filter((job) => job.kind === kind).length;
      expect({ train: count('train'), prepare: count('prepare'), burnIn: count('burn-in') }).toEqual({
        train: 6,
        prepare: 2,
        burnIn: 2,
      });
      const expected = await locally(input);
      for (const one of coordinators) {
        expect(JSON.stringify(measured(one))).toBe(JSON.stringify(expected));
        expect(new Set(hashesOf(one.of('run-finished'))).size).toBe(6);
        expect(one.of('run-finished')).toHaveLength(6);
        // The start and two epochs of every run, in order, as with a local executor.
        expect(one.of('run-started')).toHaveLength(6);
        expect(one.of('run-evaluated')).toHaveLength(18);
        expect(one.of('preparation-finished')).toHaveLength(4);
      }
      for (const one of [...workers, ...coordinators]) expect(one.text).not.toContain(PASSWORD);

      // What is asked for again is there: nobody does it twice.
      const again = coordinate(redis.url, input, {}, environment);
      await again.until('memory');
      expect(JSON.stringify(measured(again))).toBe(JSON.stringify(expected));
      expect(workers.flatMap((worker) => worker.of('started'))).toHaveLength(10);
    },
    TIMEOUT,
  );

  it(
    'gives the bits of a local run from given weights, which workers have no file of',
    async () => {
      // dense1 of `linear`, as a safetensors file: a kernel of 16 x 3 and 3 biases.
      const header = {
        'dense1.kernel': { dtype: 'F32', shape: [16, 3], data_offsets: [0, 192] },
        'dense1.bias': { dtype: 'F32', shape: [3], data_offsets: [192, 204] },
      };
      const text = Buffer.from(JSON.stringify(header));
      const length = Buffer.alloc(8);
      length.writeBigUInt64LE(BigInt(text.length));
      const values = Float32Array.from({ length: 51 }, (_, i) => Math.sin(3 * i));
      const file = join(traces, 'net.safetensors');
      writeFileSync(file, Buffer.concat([length, text, new Uint8Array(values.buffer)]));
      const given = tinyExperiment({ methods: ['./prepared-plugin.mjs'], start: { type: 'weights', file } });
      const expected = await locally(given);

      const environment = { DOF_REDIS_PASSWORD: PASSWORD };
      const worker = new LineProcess('worker.mjs', {}, { DOF_REDIS_URL: redis.url, ...environment });
      const coordinator = coordinate(redis.url, given, {}, environment);
      await coordinator.until('memory');
      expect(JSON.stringify(measured(coordinator))).toBe(JSON.stringify(expected));
      const kinds = new Set(worker.of('finished').map(({ job }) => (job as { kind: string }).kind));
      expect([...kinds].sort()).toEqual(['prepare', 'train']);
    },
    TIMEOUT,
  );

  it(
    'sends preparations through a shared folder, and leaves nothing of them in Redis',
    async () => {
      const environment = { DOF_REDIS_PASSWORD: PASSWORD };
      const settings = { sharedFolder: traces };
      // A thread takes longer to begin with its first job.
      const told = { ...settings, timings: { preparationsSaid: 5 } };
      const worker = new LineProcess('worker.mjs', told, { DOF_REDIS_URL: redis.url, ...environment });
      const coordinator = coordinate(redis.url, input, settings, environment);
      await coordinator.until('memory');
      expect(JSON.stringify(measured(coordinator))).toBe(JSON.stringify(await locally(input)));
      expect(readdirSync(traces).filter((name) => name.endsWith('.blob')).length).toBeGreaterThanOrEqual(4);
      const client = redis.client();
      expect(await client.keys('dof-blob*')).toEqual([]);
      client.disconnect();
      const underWay = worker.of('under-way').map(({ job, share }) => [(job as { kind: string }).kind, share]);
      expect(underWay.length).toBeGreaterThan(0);
      for (const [kind, share] of underWay) {
        expect(['burn-in', 'prepare']).toContain(kind);
        expect(share).toBeGreaterThanOrEqual(0);
      }
      worker.signal('SIGTERM');
      await worker.until('left');
    },
    TIMEOUT,
  );
});
