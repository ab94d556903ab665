import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeWithRedis, TestRedis } from './support/redis-server.js';

const TIMEOUT = 900_000;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const EXPERIMENT = `
model: { name: linear, inputShape: [4, 4, 1], layers: [{ type: flatten }, { type: dense, units: 3 }] }
data: { name: synthetic, options: { classes: 3, inputShape: [4, 4, 1], train: 96, test: 30, spread: 20 } }
degreesOfFreedom: [1, 8]
seeds: 1
training: { epochs: 1, batchSize: 16 }
`;

let redis: TestRedis;
let folder: string;

beforeEach(async () => {
  redis = await TestRedis.start();
  folder = mkdtempSync(join(tmpdir(), 'dof-readme-'));
}, TIMEOUT);

afterEach(async () => {
  await redis.stop();
  rmSync(folder, { recursive: true, force: true });
}, TIMEOUT);

describeWithRedis('the README', () => {
  it(
    'shows a program that runs',
    () => {
      const [, code] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
      const file = join(folder, 'my-experiment.yaml');
      writeFileSync(file, EXPERIMENT);
      const here = code.replace('redis://127.0.0.1:6379', redis.url).replace('my-experiment.yaml', file);
      const options = { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } } as const;
      const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', here], options);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout.match(/^finished$/gm)).toHaveLength(2);
    },
    TIMEOUT,
  );
});
