import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), '..', 'fixtures');

/** An event that a fixture printed; what is in it depends on its type. */
export interface Line {
  readonly type: string;
  readonly [key: string]: unknown;
}

const running = new Set<LineProcess>();

/** A fixture in a process of its own, which prints events as lines of JSON. */
export class LineProcess {
  readonly lines: Line[] = [];
  /** All that it said, on both streams. */
  text = '';
  readonly #process: ChildProcess;
  readonly #waiting = new Set<() => void>();
  #rest = '';
  #ended = false;

  constructor(
    script: 'coordinator.mjs' | 'worker.mjs' | 'executor-clauses.mjs',
    argument: unknown,
    environment: Record<string, string> = {},
  ) {
    this.#process = spawn(process.execPath, [join(FIXTURES, script), JSON.stringify(argument)], {
      env: { ...process.env, NODE_OPTIONS: '', ...environment },
    });
    running.add(this);
    this.#process.stdout?.on('data', (chunk: Buffer) => this.#read(chunk.toString()));
    this.#process.stderr?.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
    this.#process.on('close', () => {
      this.#ended = true;
      running.delete(this);
      this.#wake();
    });
  }

  of(type: string): readonly Line[] {
    return this.lines.filter((line) => line.type === type);
  }

  /** Resolves once it has printed that many events of a type; rejects when it ends before. */
  async until(type: string, count = 1): Promise<void> {
    while (this.of(type).length < count) {
      if (this.#ended) throw new Error(`ended before ${count} ${type}:\n${this.text.slice(-4000)}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  async ended(): Promise<void> {
    while (!this.#ended) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  signal(name: NodeJS.Signals): void {
    this.#process.kill(name);
  }

  async kill(): Promise<void> {
    if (this.#ended) return;
    const closed = once(this.#process, 'close');
    this.#process.kill('SIGKILL');
    await closed;
  }

  #read(text: string): void {
    this.text += text;
    this.#rest += text;
    const lines = this.#rest.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.lines.push(JSON.parse(line) as Line);
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

/** Kills what a test left running. */
export async function endProcesses(): Promise<void> {
  await Promise.all([...running].map((one) => one.kill()));
}
