import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { isDofError } from '@dof/core';
import { redisAddress } from './redis-address.js';

const SECRET = 'p@ss/word:1';
const ENCODED = encodeURIComponent(SECRET);

function errorOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isDofError(error)) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('redisAddress', () => {
  it.each([
    ['redis://queue', 'redis://queue:6379/0', { host: 'queue', port: 6379, db: 0 }],
    ['redis://queue:7000/3', 'redis://queue:7000/3', { host: 'queue', port: 7000, db: 3 }],
    ['redis://[::1]:7000', 'redis://[::1]:7000/0', { host: '::1', port: 7000, db: 0 }],
    ['rediss://queue', 'rediss://queue:6379/0', { host: 'queue', tls: { servername: 'queue' } }],
  ])('reads %s', (text, label, options) => {
    const address = redisAddress(text, {});
    expect(address.label).toBe(label);
    expect(address.options()).toMatchObject(options);
  });

  it('takes the address and credentials from the environment', () => {
    const address = redisAddress(undefined, { DOF_REDIS_URL: `redis://user:${ENCODED}@queue:7000` });
    expect(address.options()).toMatchObject({ host: 'queue', username: 'user', password: SECRET });
    const separate = redisAddress('redis://queue', { DOF_REDIS_PASSWORD: SECRET, DOF_REDIS_USERNAME: 'me' });
    expect(separate.options()).toMatchObject({ username: 'me', password: SECRET });
  });

  it.each([`redis://:${ENCODED}@queue`, `redis://user:${ENCODED}@queue`, 'redis://user@queue'])(
    'refuses credentials on the command line without repeating them',
    (text) => {
      const error = errorOf(() => redisAddress(text, {}));
      expect(error).toMatch(/^DOF_REDIS_CREDENTIALS /);
      expect(error).not.toContain(ENCODED);
    },
  );

  it.each(['http://queue', 'queue:6379', 'redis://', 'redis://queue/three', 'redis://queue?x=1', `redis://:%zz@queue`])(
    'refuses %s and says what is allowed',
    (text) => {
      expect(errorOf(() => redisAddress(text, {}))).toMatch(/^DOF_REDIS_ADDRESS .*write redis:\/\/host:port\/database/);
    },
  );

  it('shows no secret, however it is printed, and takes them out of texts', () => {
    const address = redisAddress(undefined, { DOF_REDIS_URL: `redis://someone:${ENCODED}@queue` });
    for (const text of [address.label, inspect(address, { depth: 9 }), JSON.stringify(address), String(address)]) {
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain(ENCODED);
    }
    const said = `AUTH someone ${SECRET} failed at redis://someone:${ENCODED}@queue`;
    expect(address.redact(said)).toBe('AUTH *** *** failed at redis://***@queue');
  });
});
