import { cpSync, appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { coordinate, locally, measured, tinyExperiment } from './support/experiments.js';
import { endProcesses, LineProcess } from './support/line-process.js';
import { describeWithRedis, TestRedis } from './support/redis-server.js';

const TIMEOUT = 900_000;
const timings = { heartbeat: 500, reconcile: 500, refusalPause: 1000 };
const plugins = join(dirname(fileURLToPath(import.meta.url)), 'fixtures', 'tiny-plugins.mjs');

let redis: TestRedis;
let folder: string;

beforeEach(async () => {
  redis = await TestRedis.start();
  folder = mkdtempSync(join(tmpdir(), 'dof-refusals-'));
}, TIMEOUT);

afterEach(async () => {
  await endProcesses();
  await redis.stop();
  rmSync(folder, { recursive: true, force: true });
}, TIMEOUT);

const worker = (settings: object = {}, environment: Record<string, string> = {}) =>
  new LineProcess('worker.mjs', { timings, ...settings }, { DOF_REDIS_URL: redis.url, ...environment });

describeWithRedis('a worker', () => {
  it(
    'refuses other code, and leaves the runs to one that has the same',
    async () => {
      const changed = join(folder, 'tiny-plugins.mjs');
      cpSync(plugins, changed);
      appendFileSync(changed, '// another version\n');
      const other = worker({ allowed: [changed] });
      await other.until('ready');
      const coordinator = coordinate(redis.url, tinyExperiment(), { timings });
      await other.until('refused');
      expect(other.of('refused')[0]).toMatchObject({
        code: 'DOF_CODE_MISMATCH',
        message: expect.stringMatching(
          /needs the plugin file tiny-plugins\.mjs with content \w{12}, this worker's is \w{12}/,
        ),
      });
      const same = worker();
      await coordinator.until('memory');
      expect(same.of('finished')).toHaveLength(coordinator.of('run-finished').length);
      // Those that were asked for while the only worker refused could not be done, and said so.
      const failed = coordinator.of('run-failed');
      expect(coordinator.of('run-finished').length + failed.length).toBe(6);
      for (const one of failed) expect(one['code']).toBe('DOF_CODE_MISMATCH');
      expect(coordinator.of('note')[0]['note']).toMatch(/^worker \S+ refuses: the run needs the plugin file/);

      // With both there from the start, all of it is done, by the right one.
      const again = coordinate(redis.url, tinyExperiment({ seeds: 3 }), { timings });
      await again.until('memory');
      expect(JSON.stringify(measured(again))).toBe(JSON.stringify(await locally(tinyExperiment({ seeds: 3 }))));
      expect(other.of('started').length).toBeLessThanOrEqual(other.of('refused').length + 9);
      expect(other.of('finished')).toHaveLength(0);
    },
    TIMEOUT,
  );

  it.each([
    [
      'other data',
      { TEST_DATA_SEED: '9' },
      'DOF_DATA_MISMATCH',
      /data set noise here has content \w{12}, the run needs \w{12}/,
    ],
    [
      'another version of a method',
      { TEST_METHOD_VERSION: '2' },
      'DOF_VERSION_MISMATCH',
      /needs method first 1, this worker has 2/,
    ],
  ])(
    'with %s refuses by its hash or version; when it is the only one, the runs fail with its message',
    async (_, environment, code, message) => {
      worker({}, environment);
      const coordinator = coordinate(redis.url, tinyExperiment(), { timings });
      await coordinator.until('memory');
      const failed = coordinator.of('run-failed');
      expect(failed).toHaveLength(6);
      for (const one of failed) {
        expect(one['code']).toBe(code);
        expect(one['message']).toMatch(/^the only worker refuses: /);
        expect(one['message']).toMatch(message);
      }
    },
    TIMEOUT,
  );

  it(
    'tells mistakes and bugs of a run as a local executor does',
    async () => {
      worker();
      const mistake = coordinate(redis.url, tinyExperiment({ degreesOfFreedom: [1, 13] }), { timings });
      await mistake.until('memory');
      expect(mistake.of('run-failed')).toHaveLength(2);
      expect(mistake.of('run-failed')[0]).toMatchObject({
        code: 'DOF_BAD_DIMENSION',
        message: 'thirteen is not possible',
      });
      expect(mistake.of('run-finished')).toHaveLength(2);
      const bug = coordinate(redis.url, tinyExperiment({ degreesOfFreedom: [14] }), { timings });
      await bug.until('memory');
      expect(bug.of('error')[0]).toMatchObject({ message: 'this is not my day' });
    },
    TIMEOUT,
  );
});

describeWithRedis('the queue', () => {
  it(
    'is no way to make a worker run something else',
    async () => {
      const strict = worker();
      await strict.until('ready');
      const client = redis.client();
      const { Queue } = await import('bullmq');
      const queue = new Queue('runs', { connection: client, prefix: 'dof' });
      await queue.add('train', { format: 1, kind: 'train', modules: ['file:///etc/passwd'] }, { jobId: 'train-evil' });
      await strict.until('failed');
      expect(strict.of('failed')[0]['message']).toMatch(/a job in the queue is not one of dof/);
      await queue.close();
      client.disconnect();
    },
    TIMEOUT,
  );
});
