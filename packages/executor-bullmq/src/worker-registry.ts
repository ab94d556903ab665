import type { Redis } from 'ioredis';

/** By the clock of Redis: those of the machines may differ by more than a worker's silence is worth. */
const SHOW = `redis.call('ZADD', KEYS[1], redis.call('TIME')[1], ARGV[1])`;
const LIVE = `
local now = redis.call('TIME')[1]
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[1])
return redis.call('ZRANGE', KEYS[1], 0, -1)`;

/** Which workers are there, by their signs of life. */
export interface WorkerRegistry {
  /** A sign of life. */
  show(worker: string): Promise<void>;
  leave(worker: string): Promise<void>;
  /** Names of the workers that gave a sign of life lately. */
  live(): Promise<readonly string[]>;
}

/**
 * @param key of the sorted set
 * @param silence after which a worker counts as gone, in milliseconds
 */
export function workerRegistry(client: Redis, key: string, silence: number): WorkerRegistry {
  return {
    show: async (worker) => void (await client.eval(SHOW, 1, key, worker)),
    leave: async (worker) => void (await client.zrem(key, worker)),
    live: async () => (await client.eval(LIVE, 1, key, Math.ceil(silence / 1000))) as string[],
  };
}
