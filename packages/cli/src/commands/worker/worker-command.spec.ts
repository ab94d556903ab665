import type { JobData } from '@dof/executor-bullmq';
import { describe, expect, it } from '@jest/globals';
import { Observable, of } from 'rxjs';
import { capturedTerminal } from '../../../test/captured-terminal.js';
import { runInProcess, testServices } from '../../../test/run-in-process.js';
import { temporaryFolders } from '../../../test/temporary-folder.js';
import { writeExperiment } from '../../../test/tiny-experiment.js';
import { runCli } from '../../run-cli.js';
import { plannedRun } from '../../../test/planned-run.js';
import { workerLine } from './worker-line.js';

const temporaryFolder = temporaryFolders();
const SECRET = 'open-sesame-12345';

describe('dof worker', () => {
  it('says how far a preparation is', () => {
    const { hash, specification } = plannedRun(8, 3);
    const job = { format: 1, kind: 'prepare', hash, specification, requested: [8], code: { hash: '', parts: [] } };
    expect(workerLine({ type: 'under-way', job: job as unknown as JobData, share: 0.41, seconds: 61 })).toBe(
      'under way preparation of random, conv-2 on mnist, seed 3: 41 % after 1:01',
    );
  });

  it('hands its options to the worker and says what that does', async () => {
    const folder = temporaryFolder();
    let asked: unknown;
    const services = testServices({
      startWorker: ({ drain$: _, environment: __, ...request }) => {
        asked = request;
        return of(
          { type: 'ready', worker: 'here-1', jobs: 2 } as const,
          { type: 'note', text: 'Redis is away' } as const,
        );
      },
    });
    const arguments_ = ['worker', 'redis://queue:7000', '--jobs', '2', '--queue', 'mine', '--shared', 'blobs'];
    const { code, terminal } = await runInProcess(
      [...arguments_, '--allow', 'a.mjs', '--allow', '/b.mjs'],
      { workingDirectory: folder },
      services,
    );
    expect(code).toBe(0);
    expect(asked).toEqual({
      address: 'redis://queue:7000',
      jobs: 2,
      queue: 'mine',
      sharedFolder: `${folder}/blobs`,
      allowed: [`${folder}/a.mjs`, '/b.mjs'],
      baseDirectory: folder,
    });
    expect(terminal.errors()).toBe(
      'worker here-1 is ready: 2 runs at once; Ctrl-C lets it finish and leave\nRedis is away\n',
    );
    expect(terminal.output()).toBe('');
  });

  it('drains on the first signal and ends at once on the second', async () => {
    const terminal = capturedTerminal(['worker', 'redis://queue'], { workingDirectory: temporaryFolder() });
    const drained: unknown[] = [];
    const services = testServices({
      startWorker: ({ drain$ }) =>
        new Observable((subscriber) => {
          const drain = drain$.subscribe((signal) => {
            drained.push(signal);
            if (drained.length === 1) queueMicrotask(() => terminal.interruptions$.next('SIGTERM'));
            else subscriber.complete();
          });
          queueMicrotask(() => terminal.interruptions$.next('SIGINT'));
          return () => drain.unsubscribe();
        }),
    });
    expect(await runCli(terminal, services)).toBe(0);
    expect(drained).toEqual(['SIGINT', 'SIGTERM']);
    expect(terminal.exits).toEqual([130]);
  });

  it.each([
    [['worker', `redis://:${SECRET}@queue:7000`]],
    [['run', 'FILE', '--executor', `redis://user:${SECRET}@queue:7000`]],
  ])('takes no credentials on the command line, and does not repeat them', async (arguments_) => {
    const folder = temporaryFolder();
    const file = writeExperiment(folder);
    const here = arguments_.map((argument) => (argument === 'FILE' ? file : argument));
    const { code, terminal } = await runInProcess(here, { workingDirectory: folder });
    expect(code).toBe(2);
    expect(terminal.errors()).toMatch(/^dof: the address holds credentials.*DOF_REDIS_PASSWORD[^\n]*\n$/);
    expect(terminal.errors() + terminal.output()).not.toContain(SECRET);
  });

  it.each([
    ['in an address', { DOF_REDIS_URL: `redis://user:${SECRET}@127.0.0.1:1` }],
    ['as a password', { DOF_REDIS_URL: 'redis://127.0.0.1:1', DOF_REDIS_PASSWORD: SECRET }],
  ])(
    'says in one line that Redis is not there, without the credentials %s of the environment',
    async (_, environment) => {
      const folder = temporaryFolder();
      const { code, terminal } = await runInProcess(['worker'], { workingDirectory: folder, environment });
      expect(code).toBe(2);
      expect(terminal.errors()).toMatch(
        /^dof: no Redis answers at redis:\/\/127\.0\.0\.1:1\/0 \(connect ECONNREFUSED[^\n]*\n$/,
      );
      expect(terminal.errors()).not.toContain(SECRET);
    },
  );

  it.each([['worker'], ['run']])(
    'shows in the help of %s where credentials come from, and none of them',
    async (name) => {
      const environment = { DOF_REDIS_URL: `redis://:${SECRET}@queue`, DOF_REDIS_PASSWORD: SECRET };
      const { code, terminal } = await runInProcess([name, '--help'], {
        workingDirectory: temporaryFolder(),
        environment,
      });
      expect(code).toBe(0);
      expect(terminal.output()).toContain('DOF_REDIS_URL');
      expect(terminal.output()).not.toContain(SECRET);
    },
  );

  it('says so when there is no address, or no such queue', async () => {
    const settings = { workingDirectory: temporaryFolder(), environment: {} };
    const none = await runInProcess(['worker'], settings);
    expect(none.code).toBe(2);
    expect(none.terminal.errors()).toMatch(/^dof: no address of a Redis server: .*DOF_REDIS_URL\n$/);
    const http = await runInProcess(['worker', 'http://queue'], settings);
    expect(http.terminal.errors()).toMatch(/^dof: the address is not that of a Redis server: write redis:.*\n$/);
  });
});
