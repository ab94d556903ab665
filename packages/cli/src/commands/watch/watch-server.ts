import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DofError, errorCode, errorMessage, plainText } from '@dof/core/errors';
import { refusalOf, SECURITY_HEADERS } from './guard-request.js';
import { Listeners, makeRoom } from './watch-clients.js';
import type { WatchedFolder } from './watched-folder.js';

const LOOPBACK = '127.0.0.1';

/** What keeps a client from costing more than it should. Times are in milliseconds. */
export interface WatchLimits {
  /** Between two looks at the folder. */
  readonly poll: number;
  /** A client that has not taken an event for so long is dropped. */
  readonly stalled: number;
  /** A request whose head is not there by then is dropped. */
  readonly head: number;
  /** A connection on which nothing happens for so long is dropped. */
  readonly idle: number;
  /** Connections at a time; a further one takes the place of the one that was quiet the longest. */
  readonly connections: number;
}

const LIMITS: WatchLimits = { poll: 1000, stalled: 10_000, head: 5000, idle: 30_000, connections: 64 };
/** Bytes of a request's head. */
const LONGEST_HEAD = 16 * 1024;

const ASSETS: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/icon.svg': ['icon.svg', 'image/svg+xml'],
  '/watch.css': ['watch.css', 'text/css; charset=utf-8'],
  '/watch.js': ['watch.js', 'text/javascript; charset=utf-8'],
};

/** The live page of one folder. */
export interface WatchServer {
  readonly url: string;
  /** Ends every connection. */
  close(): Promise<void>;
}

/**
 * Serves the live page to this machine alone. What it shows is read once a second for all who look.
 *
 * @param port 0 takes any that is free.
 * @throws DofError DOF_PORT_TAKEN
 */
export async function serveWatchPage(
  folder: Pick<WatchedFolder, 'state' | 'figure'>,
  port: number,
  limits: WatchLimits = LIMITS,
): Promise<WatchServer> {
  const listeners = new Listeners(limits.stalled);
  let last = '';
  let reading = false;

  const refresh = async (): Promise<void> => {
    if (reading) return;
    reading = true;
    try {
      last = JSON.stringify(await folder.state(Date.now()));
      listeners.tell(`data: ${last}\n\n`, Date.now());
    } catch (error) {
      listeners.tell(`event: trouble\ndata: ${plainText(errorMessage(error))}\n\n`, Date.now());
    } finally {
      reading = false;
    }
  };
  const options = {
    maxHeaderSize: LONGEST_HEAD,
    headersTimeout: limits.head,
    requestTimeout: limits.head,
    connectionsCheckingInterval: Math.min(1000, limits.head),
  };
  const server = createServer(options, (request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const refusal = refusalOf(request, (server.address() as AddressInfo).port);
    if (refusal !== undefined)
      return answer(response, refusal.status, 'text/plain; charset=utf-8', `${refusal.reason}\n`);
    const path = (request.url ?? '/').split('?', 1)[0];
    if (path === '/events') return listen(request, response);
    if (path === '/state.json') return answer(response, 200, 'application/json', last);
    const figure = /^\/figures\/(\d{1,4})\.svg$/.exec(path);
    const svg = figure === null ? undefined : folder.figure(Number(figure[1]));
    if (svg !== undefined) return answer(response, 200, 'image/svg+xml', svg);
    const asset = Object.hasOwn(ASSETS, path) ? ASSETS[path] : undefined;
    if (asset === undefined) return answer(response, 404, 'text/plain; charset=utf-8', 'there is no such page\n');
    answer(response, 200, asset[1], readFileSync(new URL(`../../../assets/watch/${asset[0]}`, import.meta.url)));
  });
  const listen = (request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    if (request.method === 'HEAD') return void response.end();
    response.write(`data: ${last}\n\n`);
    listeners.add(response);
  };
  makeRoom(server, limits.connections, (socket) => listeners.has(socket));
  server.timeout = limits.idle;

  await refresh();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(translate(error, port)));
    server.listen(port, LOOPBACK, resolve);
  });
  // A connection that cannot be accepted is not the end of the others.
  server.on('error', () => undefined);
  const timer = setInterval(() => void refresh(), limits.poll);
  return {
    url: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        clearInterval(timer);
        listeners.end();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'Content-Type': type, ...(status === 405 ? { Allow: 'GET, HEAD' } : {}) });
  response.end(body);
}

function translate(error: unknown, port: number): unknown {
  const code = errorCode(error);
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
  return new DofError(
    'DOF_PORT_TAKEN',
    `port ${port} cannot be used (${code}): choose another with --port, or 0 for any`,
    {
      cause: error,
    },
  );
}
