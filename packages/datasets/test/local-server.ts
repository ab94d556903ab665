import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a test's server was asked for. */
export interface Asked {
  readonly url: string;
  readonly range?: string;
}

/** A server on the loopback interface for the length of a test. */
export async function withServer<T>(
  answer: (request: IncomingMessage, response: ServerResponse, asked: readonly Asked[]) => void,
  use: (origin: string, asked: readonly Asked[]) => Promise<T>,
): Promise<T> {
  const asked: Asked[] = [];
  const server: Server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', range: request.headers.range });
    answer(request, response, asked);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

/** Answers a file, or the rest of it where a range is asked for, with an entity tag. */
export function sendFile(bytes: Uint8Array, request: IncomingMessage, response: ServerResponse): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const whole = { etag: '"one"', 'accept-ranges': 'bytes' };
  if (from >= bytes.length) {
    response.writeHead(416).end();
    return;
  }
  const part = { ...whole, 'content-length': bytes.length - from };
  if (from > 0)
    response.writeHead(206, { ...part, 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` });
  else response.writeHead(200, part);
  response.end(bytes.subarray(from));
}
