import { describe, expect, it } from '@jest/globals';
import { readmeExamples } from './readme-example.js';
import { importedModules } from './source-files.js';

describe('importedModules', () => {
  it.each<[string, readonly string[]]>([
    ["import { a } from '@dof/core';", ['@dof/core']],
    ["import type {\n  A,\n  B,\n} from './a.js';", ['./a.js']],
    ["import a, * as b from 'a';", ['a']],
    ["import 'reflect-metadata';", ['reflect-metadata']],
    ["export { a } from './a.js';\nexport * from './b.js';", ['./a.js', './b.js']],
    ["export type { A } from '../a.js';", ['../a.js']],
    ["const a = await import('./a.js');", ['./a.js']],
    ["export const a = { from: 'b' };\nexport function f(from = 'c') {}", []],
    ["// import { a } from 'a';", []],
  ])('finds what %j names', (code, modules) => {
    expect(importedModules(code)).toEqual(modules);
  });
});

describe('readmeExamples', () => {
  it('is the JavaScript of a README', () => {
    const markdown = '# a\n\n```js\na();\nb();\n```\n\n```yaml\nc: 1\n```\n\n```ts\nd();\n```\n';
    expect(readmeExamples(markdown)).toEqual(['a();\nb();\n', 'd();\n']);
  });
});
