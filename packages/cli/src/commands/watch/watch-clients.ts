import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The clients that are told of every change. One that has not taken the last event is told nothing more until it has, so
 * that at most one event waits for it; one that does not take it in time is dropped.
 */
export class Listeners {
  /** Since when each has not taken what was sent; undefined where it has. */
  readonly #stalled = new Map<ServerResponse, number | undefined>();
  readonly #patience: number;

  /** @param patience milliseconds that an event may wait for its client */
  constructor(patience: number) {
    this.#patience = patience;
  }

  add(response: ServerResponse): void {
    this.#stalled.set(response, undefined);
    response.on('close', () => this.#stalled.delete(response));
  }

  /** Whether one of them is told over this connection. */
  has(socket: Socket): boolean {
    for (const response of this.#stalled.keys()) if (response.socket === socket) return true;
    return false;
  }

  /** @param now milliseconds, of any clock that does not stand still */
  tell(event: string, now: number): void {
    for (const [response, since] of this.#stalled) {
      if (response.writableLength === 0) {
        this.#stalled.set(response, undefined);
        response.write(event);
      } else if (since === undefined) this.#stalled.set(response, now);
      else if (now - since >= this.#patience) response.destroy();
    }
  }

  end(): void {
    for (const response of this.#stalled.keys()) response.end();
  }
}

/**
 * Keeps the number of connections bounded and the page in reach: a new one takes the place of the one that was quiet the
 * longest, so that whoever holds many open keeps nobody else out.
 *
 * @param isListening these go last; a page whose events end asks for them again.
 */
export function makeRoom(server: Server, most: number, isListening: (socket: Socket) => boolean): void {
  /** Whoever asked last is last. */
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    if (open.size >= most) {
      const sockets = [...open];
      const quiet = sockets.find((one) => !isListening(one)) ?? sockets[0];
      open.delete(quiet);
      quiet.destroy();
    }
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.on('request', ({ socket }) => {
    if (open.delete(socket)) open.add(socket);
  });
  // Connections that are being closed count until they are.
  server.maxConnections = 4 * most;
}
