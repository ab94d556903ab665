import { createHash } from 'node:crypto';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Prepared } from '@dof/core';
import fc from 'fast-check';
import type { Redis } from 'ioredis';
import { describeWithRedis, TestRedis } from '../../test/support/redis-server.js';
import { CHUNK_BYTES, type BlobStore } from './blob-store.js';
import { folderBlobs } from './folder-blobs.js';
import { PreparationCache } from './preparation-cache.js';
import { Preparations } from './preparations.js';
import { redisBlobs } from './redis-blobs.js';

const TIMEOUT = 600_000;
const KEY = 'f'.repeat(64);

/** Jest compares arrays of millions of numbers one by one; this does it at once. */
function digest(prepared: Prepared | undefined): string {
  const hash = createHash('sha256').update(JSON.stringify(prepared?.meta ?? null));
  for (const [name, array] of Object.entries(prepared?.arrays ?? {})) {
    hash.update(`${name} ${Object.prototype.toString.call(array)}`);
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }
  return hash.digest('hex');
}

/** What every store of blobs must do; `damage` changes one byte of every blob longer than a manifest. */
function preparationTests(open: (lifetime: number) => Promise<BlobStore>, damage: () => Promise<void>): void {
  const large = (): Prepared => {
    const directions = new Float32Array(2.5 * (CHUNK_BYTES / 4) + 3);
    for (let i = 0; i < directions.length; i++) directions[i] = Math.sin(i);
    return { meta: { requested: [1, 5], text: 'ö' }, arrays: { directions, none: new Int8Array(0) } };
  };

  it(
    'gives back every array in every bit, and the cost',
    async () => {
      const preparations = new Preparations(await open(60_000));
      const arrays = fc.dictionary(
        fc.string({ minLength: 1 }),
        fc.oneof(fc.float32Array(), fc.float64Array(), fc.uint8Array(), fc.int16Array(), fc.uint32Array()),
        { noNullPrototype: true },
      );
      const cost = { fullSpaceGradients: 1, gradientExamples: 3, storedBytes: 12, seconds: 0.25 };
      let count = 0;
      await fc.assert(
        fc.asyncProperty(arrays, fc.jsonValue(), async (given, meta) => {
          const key = String(count++).padStart(64, '0');
          const prepared = { meta: JSON.parse(JSON.stringify(meta)), arrays: given, cost };
          await preparations.publish(key, prepared);
          expect(await preparations.fetch(key)).toEqual(prepared);
        }),
        { numRuns: 20, examples: [[{}, JSON.parse('{"__proto__":false}')]] },
      );
    },
    TIMEOUT,
  );

  it(
    'cuts large arrays into chunks, shares those of equal content, and publishes again what is there',
    async () => {
      const preparations = new Preparations(await open(60_000));
      expect(await preparations.fetch(KEY)).toBeUndefined();
      expect(await preparations.touch(KEY)).toBe(false);
      // A view into a larger buffer: only what it shows counts.
      const { meta, arrays } = large();
      const buffer = new Float32Array(arrays['directions'].length + 7);
      buffer.set(arrays['directions'], 7);
      const view = { meta, arrays: { ...arrays, directions: buffer.subarray(7) } };
      await Promise.all([preparations.publish(KEY, view), preparations.publish(KEY, large())]);
      expect(await preparations.touch(KEY)).toBe(true);
      expect(digest(await preparations.fetch(KEY))).toBe(digest(large()));
    },
    TIMEOUT,
  );

  it(
    'gives nothing back that is not what was published, and can publish it anew',
    async () => {
      const preparations = new Preparations(await open(60_000));
      await preparations.publish(KEY, large());
      await damage();
      expect(await preparations.fetch(KEY)).toBeUndefined();
      expect(await preparations.touch(KEY)).toBe(false);
      await preparations.publish(KEY, large());
      expect(digest(await preparations.fetch(KEY))).toBe(digest(large()));
    },
    TIMEOUT,
  );

  it(
    'forgets what nobody touches, and keeps what somebody does',
    async () => {
      const preparations = new Preparations(await open(6000));
      const [used, unused] = ['1'.repeat(64), '2'.repeat(64)];
      await preparations.publish(used, { meta: 1, arrays: { a: Uint8Array.of(1) } });
      await preparations.publish(unused, { meta: 2, arrays: { a: Uint8Array.of(2) } });
      for (let i = 0; i < 9; i++) {
        await delay(1000);
        expect(await preparations.touch(used)).toBe(true);
      }
      // A folder is cleaned by whoever writes next.
      await preparations.publish('3'.repeat(64), { meta: 3, arrays: {} });
      expect(await preparations.fetch(unused)).toBeUndefined();
      expect((await preparations.fetch(used))?.meta).toBe(1);
    },
    TIMEOUT,
  );
}

describeWithRedis('preparations in Redis', () => {
  let redis: TestRedis;
  let client: Redis;

  beforeAll(async () => {
    redis = await TestRedis.start();
    client = redis.client();
  }, TIMEOUT);
  beforeEach(async () => void (await client.flushall()));
  afterAll(async () => {
    client.disconnect();
    await redis.stop();
  }, TIMEOUT);

  preparationTests(
    async (lifetime) => redisBlobs(client, lifetime),
    async () => {
      for (const key of await client.keys('dof-blob:*')) {
        const chunk = await client.hgetBuffer(key, '0');
        if (chunk === null || chunk.length < 4096) continue;
        chunk[17] ^= 1;
        await client.hset(key, '0', chunk);
      }
    },
  );

  it('says what to do when Redis has no memory left', async () => {
    await client.config('SET', 'maxmemory', '1mb');
    const preparations = new Preparations(redisBlobs(client, 60_000));
    const array = new Uint8Array(2 * CHUNK_BYTES);
    await expect(preparations.publish(KEY, { meta: null, arrays: { array } })).rejects.toMatchObject({
      code: 'DOF_REDIS_FULL',
      message: expect.stringContaining('--shared'),
    });
    await client.config('SET', 'maxmemory', '0');
  });

  it('leaves nothing in Redis that never expires', async () => {
    await new Preparations(redisBlobs(client, 60_000)).publish(KEY, { meta: 1, arrays: { a: Uint8Array.of(1) } });
    for (const key of await client.keys('*')) expect(await client.pttl(key)).toBeGreaterThan(0);
  });
});

describe('preparations in a folder', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dof-blobs-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  preparationTests(
    (lifetime) => folderBlobs(folder, lifetime),
    async () => {
      for (const name of readdirSync(folder)) {
        const bytes = readFileSync(join(folder, name));
        if (bytes.length < 4096) continue;
        bytes[17] ^= 1;
        writeFileSync(join(folder, name), bytes);
      }
    },
  );

  it('removes no old file that is not its own, and touches nothing through a link', async () => {
    const root = mkdtempSync(join(tmpdir(), 'dof-blobs-'));
    const shared = join(root, 'shared');
    const blobs = await folderBlobs(shared, 1000);
    const names = ['thesis.blob', '.unfinished-thesis', `${'b'.repeat(64)}.blob`];
    const paths = [join(root, 'theirs'), ...names.map((name) => join(shared, name))];
    for (const path of paths) {
      writeFileSync(path, '');
      utimesSync(path, new Date(0), new Date(0));
    }
    symlinkSync(paths[0], join(shared, `${KEY}.blob`));
    await blobs.touch(KEY);
    await blobs.write('a'.repeat(64), []);
    expect(statSync(paths[0]).mtimeMs).toBe(0);
    expect(readdirSync(shared).sort()).toEqual(
      ['.unfinished-thesis', `${'a'.repeat(64)}.blob`, `${KEY}.blob`, 'thesis.blob'].sort(),
    );
    rmSync(root, { recursive: true });
  });

  it('says so when the folder cannot be written', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(folderBlobs(file, 1000)).rejects.toMatchObject({ code: 'DOF_OUTPUT_NOT_WRITABLE' });
  });
});

describe('PreparationCache', () => {
  const prepared = (bytes: number): Prepared => ({ meta: null, arrays: { a: new Uint8Array(bytes) } });

  it('fetches once for all who ask, and keeps no more than it may', async () => {
    const fetched: string[] = [];
    const cache = new PreparationCache(async (key) => {
      fetched.push(key);
      return key === 'none' ? undefined : prepared(key === 'huge' ? 1000 : 40);
    }, 100);
    await Promise.all([cache.get('a'), cache.get('a')]);
    await cache.get('b');
    await cache.get('a');
    await cache.get('c');
    expect(cache.bytes).toBe(80);
    // `b` was used least recently, `a` is still there.
    await cache.get('a');
    expect(fetched).toEqual(['a', 'b', 'c']);
    await cache.get('b');
    expect(fetched).toEqual(['a', 'b', 'c', 'b']);
    expect(await cache.get('none')).toBeUndefined();
    expect((await cache.get('huge'))?.arrays['a']).toHaveLength(1000);
    expect(cache.bytes).toBeLessThanOrEqual(100);
  });
});
