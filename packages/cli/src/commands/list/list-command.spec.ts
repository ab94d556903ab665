import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runInProcess } from '../../../test/run-in-process.js';
import { temporaryFolders } from '../../../test/temporary-folder.js';

const temporaryFolder = temporaryFolders();

describe('dof list', () => {
  it.each([
    ['methods', /^random \(version \d+\) {2}\S.*\n {4}projection {2,}auto \| gaussian/m],
    [
      'models',
      /^conv-2 \(version \d+\) {2}\S.*\n {4}D = 20,490 on MNIST, 25,578 on CIFAR-10\n {4}channels +list, each: .*default \[16,32\]/m,
    ],
    ['datasets', /^mnist \(version \d+\) {2}\S.*\n {4}train +whole number at least 1/m],
    ['backends', /^simd \(version \d+\) {2}\S/m],
  ])('lists %s with version, description and options', async (kind, expected) => {
    const { code, terminal } = await runInProcess(['list', kind], { workingDirectory: temporaryFolder() });
    expect(code).toBe(0);
    expect(terminal.output()).toMatch(expected);
    expect(terminal.errors()).toBe('');
  });

  it('prints one JSON document', async () => {
    const { terminal } = await runInProcess(['list', 'methods', '--json'], { workingDirectory: temporaryFolder() });
    const random = JSON.parse(terminal.output()).find(({ name }: { name: string }) => name === 'random');
    expect(random.options.properties.projection.enum).toContain('gaussian');
  });

  it('prints D of models and the JSON Schema of their options', async () => {
    const { terminal } = await runInProcess(['list', 'models', '--json'], { workingDirectory: temporaryFolder() });
    const named = new Map(JSON.parse(terminal.output()).map((model: { name: string }) => [model.name, model]));
    expect(named.get('resnet20')).toMatchObject({
      dimension: { MNIST: 272_186, 'CIFAR-10': 272_474 },
      options: { properties: { depth: { type: 'integer', default: 20 } } },
    });
    expect(named.get('logistic-regression')).not.toHaveProperty('options');
  });

  it('names a plugin that does not load, and lists the others', async () => {
    const folder = temporaryFolder();
    const plugin = join(folder, 'node_modules', 'dof-method-broken');
    mkdirSync(plugin, { recursive: true });
    writeFileSync(
      join(plugin, 'package.json'),
      '{ "name": "dof-method-broken", "type": "module", "main": "index.js" }',
    );
    writeFileSync(join(plugin, 'index.js'), 'export const nothing = 1;\n');
    const { code, terminal } = await runInProcess(['list', 'methods'], { workingDirectory: folder });
    expect(code).toBe(0);
    expect(terminal.errors()).toMatch(/^dof: dof-method-broken does not load: [^\n]*register[^\n]*\n$/);
    expect(terminal.output()).toContain('random (version');
  });

  it('says what can be listed', async () => {
    const { code, terminal } = await runInProcess(['list', 'method'], { workingDirectory: temporaryFolder() });
    expect(code).toBe(2);
    expect(terminal.errors()).toMatch(/^dof: [^\n]*methods, models, datasets, backends[^\n]*\n$/);
  });
});
