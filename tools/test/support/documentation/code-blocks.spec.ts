import { describe, expect, it } from '@jest/globals';
import { codeBlocks, fileNameOf } from './code-blocks.js';

const markdown = [
  '# a',
  '',
  '```js',
  '// b.mjs',
  'b();',
  '```',
  '',
  '<!-- not run: takes a day -->',
  '',
  '```sh',
  'c',
  '```',
  '',
  '```',
  'd',
  '```',
  '',
].join('\n');

describe('codeBlocks', () => {
  it('finds every block, what it is written in, where it is, and why it is not run', () => {
    expect(codeBlocks(markdown)).toEqual([
      { language: 'js', code: '// b.mjs\nb();\n', line: 3 },
      { language: 'sh', code: 'c\n', line: 10, notRun: 'takes a day' },
      { language: '', code: 'd\n', line: 14 },
    ]);
  });

  it('takes the name of a file from the first line', () => {
    expect(codeBlocks(markdown).map(fileNameOf)).toEqual(['b.mjs', undefined, undefined]);
  });
});
