import type { Redis } from 'ioredis';
import { describeConnectionError } from './connect.js';
import type { RedisAddress } from './redis-address.js';

/** Says once that Redis is away and once that it is back, however often the connection is tried in between. */
export function watchConnection(client: Redis, address: RedisAddress, say: (text: string) => void): void {
  let away = false;
  const lost = (reason: string): void => {
    if (away) return;
    away = true;
    say(`Redis at ${address.label} is away (${reason}): waiting for it`);
  };
  client.on('error', (error: unknown) => lost(describeConnectionError(error, address)));
  client.on('reconnecting', () => lost('the connection was closed'));
  client.on('ready', () => {
    if (away) say(`Redis at ${address.label} is back`);
    away = false;
  });
}
