import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import { Redis } from 'ioredis';

const found = spawnSync('redis-server', ['--version']).status === 0;

/** Like `describe`, for tests that need a real Redis; where none is installed they are skipped, and say so. */
export const describeWithRedis: (name: string, tests: () => void) => void = found
  ? describe
  : (name, tests) => describe.skip(`${name} (skipped: no redis-server is installed)`, tests);

export interface ServerOptions {
  readonly password?: string;
  /** Keeps everything in an append-only file; otherwise a restart forgets all. */
  readonly durable?: boolean;
  readonly more?: readonly string[];
}

/** A Redis server of a test's own, on a free port of the loopback interface. */
export class TestRedis {
  readonly #folder = mkdtempSync(join(tmpdir(), 'dof-redis-'));
  #process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly options: ServerOptions,
  ) {}

  static async start(options: ServerOptions = {}): Promise<TestRedis> {
    const server = new TestRedis(await freePort(), options);
    await server.restart();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, with what it kept. */
  async restart(): Promise<void> {
    const { password, durable = false, more = [] } = this.options;
    const persistence = durable ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--appendonly', 'no'];
    const secret = password === undefined ? [] : ['--requirepass', password];
    const place = ['--bind', '127.0.0.1', '--port', String(this.port), '--dir', this.#folder, '--save', ''];
    this.#process = spawn('redis-server', [...place, ...persistence, ...secret, ...more], { stdio: 'ignore' });
    const client = this.client();
    await client.ping();
    client.disconnect();
  }

  /** Kills it as a crash does. */
  async kill(): Promise<void> {
    const running = this.#process;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
  }

  /** A connection for the test itself, which waits until the server is there. */
  client(): Redis {
    const client = new Redis({
      port: this.port,
      password: this.options.password,
      maxRetriesPerRequest: null,
      retryStrategy: () => 50,
    });
    client.on('error', () => {});
    return client;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
