import type { Server } from 'node:http';
import type { Socket } from 'node:net';

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
