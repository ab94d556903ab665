import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { NEWEST_NODES } from '../nodes/node-binary.mjs';
import { Skipped, type SamplePart } from '../nodes/sample-parts.mjs';
import { trial } from '../nodes/trial.mjs';
import { REPOSITORY } from './support/repository-folder.js';
import { runCommand } from './support/run-command.js';

const text = (...path: string[]): string => readFileSync(join(REPOSITORY, ...path), 'utf8');

describe('the Nodes that are tried', () => {
  const [, matrix] = /node: \[([\d, ]+)\]/.exec(text('.github', 'workflows', 'ci.yml'))!;
  const hosted = matrix.split(',').map(Number);

  it('are all of them in the hosted workflow, and the newest two in every check', () => {
    expect(NEWEST_NODES.map((version) => Number(version.split('.')[0]))).toEqual(hosted.slice(-2));
  });

  it('are those that the documents name', () => {
    const named = `${hosted.slice(0, -1).join(', ')} and ${hosted.at(-1)}`;
    for (const document of ['README.md', 'CONTRIBUTING.md']) expect(text(document)).toContain(`tried under ${named}`);
  });
});

describe('a trial', () => {
  let printed: jest.SpiedFunction<typeof console.log>;
  beforeEach(() => {
    printed = jest.spyOn(console, 'log').mockImplementation(() => {});
  });
  afterEach(() => printed.mockRestore());

  const part = (name: string, found: unknown): SamplePart => ({
    name,
    run: async () => {
      if (found instanceof Error) throw found;
      return found;
    },
  });
  const tried = (parts: readonly SamplePart[], reference?: Awaited<ReturnType<typeof trial>>) =>
    trial({ version: '1.2.3', path: process.execPath, parts, reference });

  it('fails for what throws and for what another Node measured otherwise, and goes on', async () => {
    const reference = await tried([part('run', [0.1]), part('report', undefined)]);
    expect(reference.failures).toEqual([]);
    const other = await tried([part('run', [0.1 + 2 ** -55]), part('report', new Error('no page'))], reference);
    expect(other.failures).toEqual([
      expect.stringMatching(/^Node 1\.2\.3, run: .*measured something else/),
      expect.stringMatching(/^Node 1\.2\.3, report: Error: no page/),
    ]);
  });

  it('says what it skips, and does not take that for a measurement', async () => {
    const reference = await tried([part('queue', new Skipped('no redis-server'))]);
    const other = await tried([part('queue', [1])], reference);
    expect(printed.mock.calls[0][0]).toContain('- queue: skipped, no redis-server');
    expect(other.failures).toEqual([]);
  });
});

describe('with-libtensorflow', () => {
  it('ends as the command that it runs does', async () => {
    const script = join(REPOSITORY, 'tools', 'tfjs-node', 'with-libtensorflow.mjs');
    const environment = { TFJS_NODE_CDN_STORAGE: 'http://127.0.0.1:9/' };
    const program = 'process.exit(process.env.TFJS_NODE_CDN_STORAGE.length)';
    const { code } = await runCommand(process.execPath, [script, process.execPath, '--eval', program], REPOSITORY, {
      environment,
    });
    expect(code).toBe(environment.TFJS_NODE_CDN_STORAGE.length);
  });
});
