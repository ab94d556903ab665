import { errorMessage } from '@dof/core';
import { RefusedError, TransientError } from './download-errors.js';

const LARGEST_REDIRECTION = 5;

/** A response with a body, and who gave it. */
export interface OpenedResponse {
  readonly response: Response;
  /** The address in the end, after redirections. */
  readonly url: URL;
}

/** What is asked for. */
export interface ResponseOptions {
  readonly url: string;
  /** Bytes that are here already. */
  readonly from: number;
  /** The server's mark of the version that they are of, where it gave one. */
  readonly entityTag?: string;
  readonly signal: AbortSignal;
}

/**
 * Asks for a file, from byte `from` on. Redirections are followed to any host, since the digest decides what is
 * accepted, but never from https to http.
 *
 * @throws TransientError where asking again may help, RefusedError where it does not
 */
export async function openResponse({ url, from, entityTag, signal }: ResponseOptions): Promise<OpenedResponse> {
  // Compressed on the way, lengths and ranges would not be those of the file.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (from > 0) headers['range'] = `bytes=${from}-`;
  if (from > 0 && entityTag !== undefined) headers['if-range'] = entityTag;
  let address = new URL(url);
  for (let redirections = 0; redirections <= LARGEST_REDIRECTION; redirections++) {
    const response = await fetch(address, { headers, redirect: 'manual', signal }).catch((cause: unknown) => {
      signal.throwIfAborted();
      throw unreachable(address, reason(cause));
    });
    const target = redirection(response);
    if (target === undefined) return { response: requireFile(response, address), url: address };
    await response.body?.cancel();
    address = next(address, target);
  }
  throw new RefusedError(`${new URL(url).host} answers more than ${LARGEST_REDIRECTION} redirections`);
}

function redirection({ status, headers }: Response): string | undefined {
  return status >= 300 && status < 400 && status !== 304 ? (headers.get('location') ?? '') : undefined;
}

function next(from: URL, target: string): URL {
  const to = URL.canParse(target, from.href) ? new URL(target, from) : undefined;
  const allowed = to?.protocol === 'https:' || (to?.protocol === 'http:' && from.protocol === 'http:');
  if (to !== undefined && allowed) return to;
  throw new RefusedError(`${from.host} redirects to "${target}", which is not followed`);
}

function requireFile(response: Response, url: URL): Response {
  const { status, statusText } = response;
  if (response.ok || status === 416) return response;
  const said = `${status} ${statusText}`.trim();
  void response.body?.cancel();
  if (status >= 500 || status === 429 || status === 408) throw new TransientError(`${url.host} answers ${said}`);
  throw new RefusedError(`${url.host} answers ${said}`);
}

/** A name that nobody knows is most often a machine without a connection, which lasts. */
function unreachable({ host }: URL, code: string): Error {
  const message = `${host} cannot be reached (${code})`;
  return code === 'ENOTFOUND' ? new RefusedError(message) : new TransientError(message);
}

/** What a failed fetch says of its cause, such as ENOTFOUND. */
function reason(error: unknown): string {
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return String(code ?? errorMessage(cause));
}
