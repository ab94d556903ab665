import { availableParallelism } from 'node:os';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createContainer, PluginRegistry, Tokens, type Backend, type DatasetProvider } from '@dof/core';
import { describe, expect, it } from '@jest/globals';
import { runInProcess, testServices } from '../../../test/run-in-process.js';
import { temporaryFolders } from '../../../test/temporary-folder.js';

const temporaryFolder = temporaryFolders();

const missing: DatasetProvider = {
  name: 'elsewhere',
  version: '1',
  description: '',
  options: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
  load: () => Promise.reject(new Error('not asked for')),
  locate: async () => ({ found: false, detail: 'put elsewhere.bin into DOF_DATA' }),
};

const other: Backend = {
  name: 'abacus',
  version: '7',
  describe: () => ({ variant: 'wood', detail: 'beads, because nothing else is there' }),
  compile: () => Promise.reject(new Error('not asked for')),
  linearMap: () => Promise.reject(new Error('not asked for')),
  dispose: () => {},
};

describe('dof doctor', () => {
  it('shows engine, cores, memory, node, data and output', async () => {
    const { code, terminal } = await runInProcess(['doctor'], { workingDirectory: temporaryFolder() });
    expect(code).toBe(0);
    const output = terminal.output();
    expect(output).toMatch(new RegExp(`node +${process.version.replaceAll('.', '\\.')}`));
    expect(output).toMatch(new RegExp(`cores +${availableParallelism()} `));
    expect(output).toMatch(/memory +\d+\.\d GB +\d+\.\d GB free/);
    expect(output).toMatch(/✓ engine +simd \d+ +(wasm|native)-\w+: \S/);
    expect(output).toMatch(/✓ data set +mnist +\S/);
    expect(output).toMatch(/✓ output +\S*dof-results/);
  });

  it('shows the engines that an experiment can name, and why they compute where they do', async () => {
    const services = testServices({
      findPlugins: async (baseDirectory) => {
        const plugins = createContainer();
        plugins.registerInstance<Backend>(Tokens.Backend, other);
        return PluginRegistry.create(baseDirectory, [], plugins);
      },
    });
    const { code, terminal } = await runInProcess(['doctor'], { workingDirectory: temporaryFolder() }, services);
    expect(code).toBe(0);
    expect(terminal.output()).toMatch(/✓ other engine +abacus 7 +wood: beads, because nothing else is there/);
  });

  it('says which data are missing and what to do, without failing for it', async () => {
    const services = testServices({
      findPlugins: async (baseDirectory) => {
        const plugins = createContainer();
        plugins.registerInstance(Tokens.DatasetProvider, missing);
        return PluginRegistry.create(baseDirectory, [], plugins);
      },
    });
    const { code, terminal } = await runInProcess(['doctor'], { workingDirectory: temporaryFolder() }, services);
    expect(code).toBe(0);
    expect(terminal.output()).toMatch(/✗ data set +elsewhere +put elsewhere\.bin into DOF_DATA/);
  });

  it('answers 2 when results have nowhere to go', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'dof-results'), 'a file in the way');
    const { code, terminal } = await runInProcess(['doctor', '--json'], { workingDirectory: folder });
    expect(code).toBe(2);
    const { findings } = JSON.parse(terminal.output());
    expect(findings.find(({ topic }: { topic: string }) => topic === 'output').ok).toBe(false);
  });

  it('shows plain characters where the locale has no others', async () => {
    const options = { workingDirectory: temporaryFolder(), environment: { LANG: 'C' } };
    const { terminal } = await runInProcess(['doctor'], options);
    expect(terminal.output()).toMatch(/^ {2}\+ engine/m);
    expect(terminal.output()).toMatch(/^[\x20-\x7e\n]*$/);
  });
});

describe('--help', () => {
  it.each([[], ['run'], ['report'], ['list'], ['doctor']])('of dof %s has an example', async (...command) => {
    const { code, terminal } = await runInProcess([...command, '--help'], { workingDirectory: temporaryFolder() });
    expect(code).toBe(0);
    expect(terminal.output()).toMatch(/^Examples?:\n {2}\$ dof /m);
    expect(terminal.errors()).toBe('');
  });

  it('is what dof without a command shows, with exit code 2', async () => {
    const { code, terminal } = await runInProcess([], { workingDirectory: temporaryFolder() });
    expect(code).toBe(2);
    expect(terminal.errors()).toContain('Usage: dof');
    expect(terminal.errors()).toMatch(/\ndof: no command was given: .*\n$/);
  });
});
