import type { IncomingMessage } from 'node:http';

/** Why a request is refused, as an HTTP status and a line. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
}

/**
 * Lets through what the page itself asks for: reading, from a browser that was given this machine's own address. A
 * page of somebody else can make a browser ask for anything here, under a name of its own (DNS rebinding) or not.
 */
export function refusalOf({ method, headers }: IncomingMessage, port: number): Refusal | undefined {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, reason: 'this page can only be read' };
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  if (!hosts.includes(headers.host ?? '')) return { status: 421, reason: 'ask for it by its address on this machine' };
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site')
    return { status: 403, reason: 'other pages may not read this one' };
  const { origin } = headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`)) {
    return { status: 403, reason: 'other pages may not read this one' };
  }
  return undefined;
}

/** Sent with every response: nothing from elsewhere, nothing inline, no framing, no guessing of types, no caching. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; " +
    "form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};
