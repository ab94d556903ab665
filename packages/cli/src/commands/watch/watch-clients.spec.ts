import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { serveWatchPage, type WatchServer } from './watch-server.js';
import type { WatchState } from './watched-folder.js';

/** More than the system keeps for a connection, so that it shows when a client does not read. */
const LARGE = 'x'.repeat(8 * 2 ** 20);
const LIMITS = { poll: 20, stalled: 300, head: 2000, idle: 60_000, connections: 8 };

let title = LARGE;
const folder = { state: async () => ({ title }) as WatchState, figure: () => undefined };
const sockets: Socket[] = [];
let server: WatchServer | undefined;

async function serve(limits = LIMITS): Promise<number> {
  server = await serveWatchPage(folder, 0, limits);
  return Number(new URL(server.url).port);
}

function client(port: number, text: string): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  sockets.push(socket);
  socket.write(text);
  return socket;
}

const asking = (port: number, path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;

afterEach(async () => {
  title = LARGE;
  for (const socket of sockets.splice(0)) socket.destroy();
  await server?.close();
});

describe('a watch page with clients that are slow', () => {
  it('drops those that do not read, without keeping events for them, and goes on serving others', async () => {
    const port = await serve();
    const before = process.memoryUsage().external + process.memoryUsage().arrayBuffers;
    const stalled = Array.from({ length: 4 }, () => client(port, asking(port, '/events')));
    const closed = Promise.all(
      stalled.map(async (socket) => {
        await once(socket, 'connect');
        socket.pause();
        // A socket that is not read tells of its end only once it is read.
        await pause(1500);
        socket.resume();
        await once(socket, 'close');
      }),
    );
    await pause(700);
    // Some forty events of 8 MB were made meanwhile.
    const grown = process.memoryUsage().external + process.memoryUsage().arrayBuffers - before;
    expect(grown).toBeLessThan(4 * 4 * LARGE.length);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    await closed;
  }, 20_000);

  it('drops half a request', async () => {
    const port = await serve();
    const half = client(port, 'GET / HTTP/1.1\r\nHost: 127');
    half.resume();
    await once(half, 'close');
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  }, 20_000);

  it('holds no more connections than it may, and heads without an end', async () => {
    const port = await serve();
    const many = Array.from({ length: 30 }, () => client(port, ''));
    let closed = 0;
    for (const socket of many) {
      socket.on('close', () => (closed += 1));
      socket.resume();
    }
    for (let i = 0; i < 100 && closed < 30 - LIMITS.connections; i++) await pause(50);
    expect(closed).toBeGreaterThanOrEqual(30 - LIMITS.connections);
    for (const socket of many) socket.destroy();
    await pause(50);
    const long = client(port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX: ${'y'.repeat(100_000)}`);
    const chunks: Buffer[] = [];
    long.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(long, 'close');
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 431/);
  }, 20_000);

  it('serves others although clients that do not read hold all connections', async () => {
    // So small that the system keeps events for minutes, and nobody counts as stalled.
    title = 'small';
    const port = await serve();
    for (let i = 0; i < 5 * LIMITS.connections; i++) {
      const socket = client(port, i % 2 === 0 ? asking(port, '/events') : 'GET / HT');
      await once(socket, 'connect');
      socket.pause();
    }
    for (let i = 0; i < 3; i++) expect((await fetch(`http://127.0.0.1:${port}/state.json`)).status).toBe(200);
  }, 20_000);

  it('tells a client that reads every change', async () => {
    // A busy machine may take long over an event of this size.
    const port = await serve({ ...LIMITS, stalled: 60_000 });
    const socket = client(port, asking(port, '/events'));
    let bytes = 0;
    socket.on('data', (chunk: Buffer) => (bytes += chunk.length));
    while (bytes < 3 * LARGE.length) await pause(20);
    expect(socket.destroyed).toBe(false);
  }, 20_000);
});
