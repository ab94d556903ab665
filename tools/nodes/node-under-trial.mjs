import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Of this repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A Node that programs are run with, in a folder of its own; whatever they start finds the same Node first. */
export class NodeUnderTrial {
  /** Results and whatever else comes of it. */
  folder = mkdtempSync(join(tmpdir(), 'dof-node-'));
  #running = new Set();

  /** @param path of the program `node`. */
  constructor(path) {
    this.path = path;
  }

  /** Runs a program to its end; returns what it printed, and throws all of that if it fails. */
  async run(arguments_, { cwd = this.folder, environment = {} } = {}) {
    const child = this.start(arguments_, { cwd, environment });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`node ${arguments_.join(' ')} ended with ${code}\n${child.printed}${child.said}`);
    return child.printed;
  }

  /** Starts a program that goes on; `close` ends it. `printed` is its output so far, `said` its messages. */
  start(arguments_, { cwd = this.folder, environment = {} } = {}) {
    const PATH = `${dirname(this.path)}${delimiter}${process.env.PATH}`;
    const options = { cwd, env: { ...process.env, ...environment, PATH }, stdio: ['ignore', 'pipe', 'pipe'] };
    const child = Object.assign(spawn(this.path, arguments_, options), { printed: '', said: '' });
    child.stdout.on('data', (chunk) => (child.printed += chunk));
    child.stderr.on('data', (chunk) => (child.said += chunk));
    this.#running.add(child);
    child.on('close', () => this.#running.delete(child));
    return child;
  }

  /** Runs the `dof` command of this repository, as built. */
  dof(...arguments_) {
    return this.run([join(ROOT, 'packages/cli/bin/dof.js'), ...arguments_]);
  }

  async close() {
    for (const child of this.#running) {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
