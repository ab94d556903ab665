import type { ServerResponse } from 'node:http';
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
