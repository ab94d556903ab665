import { DofError } from '@dof/core';
import { Redis, type RedisOptions } from 'ioredis';
import type { RedisAddress } from './redis-address.js';

const FIRST_CONNECTION_MILLISECONDS = 10_000;
const LONGEST_PAUSE_MILLISECONDS = 2000;

/** Options of connections that wait for as long as Redis is away, and send again what was not answered. */
export function lastingOptions(address: RedisAddress): RedisOptions {
  return {
    ...address.options(),
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 10), LONGEST_PAUSE_MILLISECONDS),
  };
}

/**
 * Connects once, so that a wrong address or password is said at the start and not waited for.
 *
 * @throws DofError DOF_REDIS_UNREACHABLE when nobody answers as Redis there, DOF_REDIS_DENIED when it lets us not in
 */
export async function requireRedis(address: RedisAddress): Promise<void> {
  const client = new Redis({
    ...address.options(),
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: FIRST_CONNECTION_MILLISECONDS,
  });
  let last: unknown;
  client.on('error', (error: unknown) => (last = error));
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    throw connectionError(last ?? error, address);
  } finally {
    client.disconnect();
  }
}

/** What went wrong with a connection, in one line without credentials. Has no cause: a cause may hold a password. */
export function connectionError(error: unknown, address: RedisAddress): DofError {
  const reason = describeConnectionError(error, address);
  if (/WRONGPASS|NOAUTH|NOPERM|without any password|invalid username-password/i.test(reason)) {
    return new DofError(
      'DOF_REDIS_DENIED',
      `Redis at ${address.label} does not let us in (${reason}): set DOF_REDIS_PASSWORD, and DOF_REDIS_USERNAME where ` +
        'it has users',
    );
  }
  return new DofError(
    'DOF_REDIS_UNREACHABLE',
    `no Redis answers at ${address.label} (${reason}): start one there, or give the right address`,
  );
}

/** The first line of a connection's error, without credentials. */
export function describeConnectionError(error: unknown, address: RedisAddress): string {
  const { message, code, errors } = (error ?? {}) as {
    readonly message?: unknown;
    readonly code?: unknown;
    readonly errors?: readonly unknown[];
  };
  // A host with several addresses fails with one error for each, under an error without a message.
  if (!message && errors !== undefined && errors.length > 0) return describeConnectionError(errors[0], address);
  const text = String(message || code || error).split('\n', 1)[0];
  return address.redact(text);
}
