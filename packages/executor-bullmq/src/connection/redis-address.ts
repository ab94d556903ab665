import { readFileSync } from 'node:fs';
import { DofError, errorMessage } from '@dof/core';
import type { RedisOptions } from 'ioredis';

/** Environment variables that an address is completed from. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where Redis is and how to get in. Its secrets are behind functions, so that printing it shows none. */
export interface RedisAddress {
  /** For people: scheme, host, port and database, never credentials. */
  readonly label: string;
  /** What a connection is made with. */
  options(): RedisOptions;
  /** The text without the credentials of this address. */
  redact(text: string): string;
}

const SCHEMES: Readonly<Record<string, { readonly port: number; readonly tls: boolean }>> = {
  'redis:': { port: 6379, tls: false },
  'rediss:': { port: 6379, tls: true },
};

/**
 * Reads the address of a Redis server: `redis://host:port/database`, or `rediss://` for TLS. Left out, it is that of
 * DOF_REDIS_URL. Credentials come from DOF_REDIS_USERNAME and DOF_REDIS_PASSWORD, or are in DOF_REDIS_URL; DOF_REDIS_CA
 * names the PEM file of a certificate authority of one's own.
 *
 * @throws DofError DOF_REDIS_ADDRESS for what is no such address, DOF_REDIS_CREDENTIALS when the given one (and not that
 * of the environment) holds credentials, which every user of the machine can see in the list of processes
 */
export function redisAddress(given: string | undefined, environment: Environment = process.env): RedisAddress {
  const text = given ?? environment['DOF_REDIS_URL'];
  if (text === undefined || text === '') {
    throw new DofError(
      'DOF_REDIS_ADDRESS',
      'no address of a Redis server: give one such as redis://host:6379, or set DOF_REDIS_URL',
    );
  }
  const url = parse(text, given === undefined ? 'DOF_REDIS_URL' : 'the address');
  if (given !== undefined && (url.username !== '' || url.password !== '')) {
    throw new DofError(
      'DOF_REDIS_CREDENTIALS',
      'the address holds credentials, which every user of this machine can see in its list of processes: give the ' +
        'address without them and set DOF_REDIS_PASSWORD (and DOF_REDIS_USERNAME), or set DOF_REDIS_URL',
    );
  }
  const { port: usualPort, tls } = SCHEMES[url.protocol];
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1') || '127.0.0.1';
  const port = url.port === '' ? usualPort : Number(url.port);
  const db = Number(url.pathname.slice(1));
  const username = environment['DOF_REDIS_USERNAME'] || decodeURIComponent(url.username) || undefined;
  const password = environment['DOF_REDIS_PASSWORD'] || decodeURIComponent(url.password) || undefined;
  const ca = tls ? certificateAuthority(environment['DOF_REDIS_CA']) : undefined;
  return {
    label: `${url.protocol}//${host.includes(':') ? `[${host}]` : host}:${port}/${db}`,
    options: () => ({ host, port, db, username, password, ...(tls ? { tls: { servername: host, ca } } : {}) }),
    redact: redactor([password, username, url.password, url.username]),
  };
}

/** Never repeats the text: it may hold a password. */
function parse(text: string, source: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const known = url !== undefined && Object.hasOwn(SCHEMES, url.protocol) && url.hostname !== '';
  if (known && /^\/?\d*$/.test(url.pathname) && url.search === '' && url.hash === '' && decodable(url)) return url;
  throw new DofError(
    'DOF_REDIS_ADDRESS',
    `${source} is not that of a Redis server: write redis://host:port/database, or rediss:// for TLS, where port and ` +
      'database may be left out',
  );
}

function decodable(url: URL): boolean {
  try {
    decodeURIComponent(url.username + url.password);
    return true;
  } catch {
    return false;
  }
}

function certificateAuthority(file: string | undefined): string | undefined {
  if (file === undefined || file === '') return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new DofError('DOF_REDIS_ADDRESS', `DOF_REDIS_CA cannot be read (${errorMessage(error)}): name a PEM file`);
  }
}

function redactor(secrets: readonly (string | undefined)[]): (text: string) => string {
  const known = [...new Set(secrets)].filter((secret): secret is string => secret !== undefined && secret !== '');
  // The longest first: one secret may hold another.
  known.sort((a, b) => b.length - a.length);
  return (text) =>
    known.reduce((rest, secret) => rest.replaceAll(secret, '***'), text).replace(/(rediss?:\/\/)[^@/\s]*@/g, '$1***@');
}
