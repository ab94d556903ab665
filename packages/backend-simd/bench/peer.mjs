import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

const pins = process.platform === 'linux' && spawnSync('taskset', ['--version']).status === 0;

/** The line of a stack trace that names the error, of Node.js or of Python; else the last line. */
function reason(text) {
  const lines = text.trim().split('\n');
  return lines.findLast((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1);
}

/** A child process that waits for the word to run its workload, pinned to some cores where the system can. */
export class Peer {
  static pinned = pins;

  #child;
  #lines;
  #failure = '';
  #errors = '';

  /** @param {{ command: string, options: string[], environment?: Record<string, string>, cores: number[] }} start */
  constructor({ command, options, environment = {}, cores }) {
    const [program, ...all] = pins ? ['taskset', '-c', cores.join(','), command, ...options] : [command, ...options];
    const env = { ...process.env, ...environment };
    this.#child = spawn(program, all, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.on('error', (error) => (this.#failure ||= error.message));
    this.#child.stdin.on('error', (error) => (this.#failure ||= error.message));
    this.#child.stderr.on('data', (text) => (this.#errors += text));
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Waits until the workload is prepared, and says what will run; throws an Error that says why when it cannot. */
  async ready() {
    return (await this.#reply()).about;
  }

  /** Runs it once: milliseconds by the clock and by the processor. */
  async run() {
    this.#child.stdin.write('\n');
    return this.#reply();
  }

  stop() {
    this.#child.stdin.end();
    this.#child.kill();
  }

  async #reply() {
    const { value, done } = await this.#lines.next();
    const reply = done ? { failure: this.#failure || reason(this.#errors) || 'it ended' } : JSON.parse(value);
    if (reply.failure !== undefined) throw new Error(reply.failure);
    return reply;
  }
}
