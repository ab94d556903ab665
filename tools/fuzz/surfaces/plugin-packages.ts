import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PluginRegistry, type PluginKind } from '@dof/core';
import fc from 'fast-check';
import { hostileDocument } from '../hostile-document.js';
import { hostileText } from '../hostile-text.js';
import type { Surface } from '../surface.js';

interface PluginPackage {
  readonly kind: PluginKind;
  /** Text of package.json. */
  readonly manifest: string;
  /** Text of index.js. */
  readonly source: string;
  /** What an experiment asks for. */
  readonly request: string;
}

const KINDS: readonly PluginKind[] = ['method', 'model', 'dataset', 'backend', 'weights', 'format'];
const TOKENS: Readonly<Record<PluginKind, string>> = {
  method: 'DofReductionMethod',
  model: 'ModelProvider',
  dataset: 'DatasetProvider',
  backend: 'Backend',
  weights: 'WeightsReader',
  format: 'ModelFormat',
};

const RIGHT_MANIFEST = { name: 'dof-method-fuzzed', version: '1.0.0', type: 'module', exports: './index.js' };
const entry = fc.constantFrom(
  './index.js',
  './missing.js',
  '../escaped.js',
  './package.json',
  './..',
  '.',
  '/etc/passwd',
  './node_modules/x.js',
  '',
);
const manifest = fc.oneof(
  fc
    .record({
      type: fc.constantFrom('module', 'commonjs', 'wasm'),
      exports: fc.oneof(
        entry,
        fc.record({ '.': entry, './package.json': entry }, { requiredKeys: [] }),
        fc.record({ import: entry, require: entry, default: entry }, { requiredKeys: [] }),
        fc.constantFrom(null, [], {}, 1, true),
      ),
      main: fc.oneof(entry, fc.constantFrom(null, 1, {})),
    })
    .map((changes) => JSON.stringify({ ...RIGHT_MANIFEST, ...changes })),
  hostileDocument(['name', 'version', 'type', 'exports', 'main', 'import', '.', './x'], ['./index.js', 'module']),
  hostileText,
  fc.constant(JSON.stringify(RIGHT_MANIFEST)),
);

const value = fc.constantFrom(
  'undefined',
  'null',
  '1',
  '"fuzzed"',
  '"\\n../escaped"',
  '""',
  '{}',
  '[]',
  'Symbol("x")',
  'new Proxy({}, { get() { throw new Error("proxy"); } })',
  '() => { throw new Error("called"); }',
  'async () => { throw null; }',
);
const plugin = fc.oneof(
  value,
  fc
    .array(
      fc.tuple(
        fc.constantFrom('name', 'version', 'contractVersion', 'description', 'options', 'capabilities', '__proto__'),
        value,
      ),
      { maxLength: 7 },
    )
    .map((members) => `{ ${members.map(([key, text]) => `[${JSON.stringify(key)}]: ${text}`).join(', ')} }`),
  fc.constantFrom(
    '{ name: "fuzzed", version: "1", contractVersion: "1", description: "", get options() { throw new Error("options"); } }',
    '{ get name() { throw new Error("name"); } }',
    '{ name: "fuzzed", version: "1", contractVersion: "1" }',
  ),
);
const statement = fc.oneof(
  plugin.map((text) => `container.registerInstance(token, ${text});`),
  fc.constantFrom(
    'throw new Error("registering");',
    'throw undefined;',
    'throw "text\\nof lines";',
    'container.nothing();',
    'return Promise.reject(new Error("later"));',
    'container.register(token, { useClass: class { constructor() { throw new Error("constructed"); } } });',
    'container.register(token, { useFactory: () => { throw new Error("made"); } });',
    'container.register(token, { useFactory: () => undefined });',
    'container.registerInstance(token, await 1);',
  ),
);
const source = fc.oneof(
  fc
    .tuple(fc.constantFrom(...KINDS), fc.array(statement, { maxLength: 3 }), fc.constantFrom('', 'async '))
    .map(
      ([kind, statements, prefix]) =>
        `const token = Symbol.for('@dof/core/${TOKENS[kind]}');\n` +
        `export ${prefix}function register(container) {\n${statements.join('\n')}\n}`,
    ),
  fc.constantFrom(
    '',
    'export const register = 1;',
    'export default { register() {} };',
    'module.exports = { register() {} };',
    'throw new Error("loading\\nwith lines");',
    'throw null;',
    'export function register(',
    'import "./missing.js"; export function register() {}',
    'import "no-such-package"; export function register() {}',
    'export { register } from "node:fs";',
  ),
);

let count = 0;

/** Packages that say they are plugins: discovering what is installed, and finding one by its name. */
export const pluginPackages: Surface<PluginPackage> = {
  inputs: fc.record({
    kind: fc.constantFrom(...KINDS),
    manifest,
    source,
    request: fc.oneof(fc.constantFrom('fuzzed', './fuzzed.mjs', 'dof-method-fuzzed', '@acme/fuzzed'), hostileText),
  }),
  async attempt({ kind, manifest: json, source: code, request }, folder) {
    // Modules are remembered by where they are, so each input has a place of its own.
    const project = join(folder, `project-${count++}`);
    const root = join(project, 'node_modules', `dof-${kind}-fuzzed`);
    await mkdir(root, { recursive: true });
    await writeFile(join(root, 'package.json'), json);
    await writeFile(join(root, 'index.js'), code);
    await writeFile(join(project, 'fuzzed.mjs'), code);
    try {
      const registry = await PluginRegistry.create(project);
      const { plugins } = await registry.discover(kind);
      // What `dof list` shows of each.
      for (const { name, version, description } of plugins) `${name} ${version} ${description ?? ''}`.trim();
      await registry.find(kind, request);
    } finally {
      await rm(project, { recursive: true, force: true });
    }
  },
};
