import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A Redis server on a free port, until `close`; undefined where none is installed. */
export async function startRedis(folder) {
  const port = await freePort();
  const place = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', place, { stdio: ['ignore', 'pipe', 'ignore'] });
  const started = await new Promise((resolve) => {
    server.on('error', () => resolve(false));
    server.on('close', () => resolve(false));
    server.stdout.on('data', (chunk) => {
      if (String(chunk).includes('Ready to accept connections')) resolve(true);
    });
  });
  if (!started) return undefined;
  return {
    address: `redis://127.0.0.1:${port}`,
    async close() {
      server.kill('SIGKILL');
      await once(server, 'close');
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
