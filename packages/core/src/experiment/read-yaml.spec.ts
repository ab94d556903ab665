import { describe, expect, it } from '@jest/globals';
import { isDofError } from '../errors/dof-error.js';
import { readYaml } from './read-yaml.js';

function complaint(text: string, source = 'e.yaml'): string {
  try {
    readYaml(text, source);
  } catch (error) {
    if (isDofError(error)) return error.message;
    throw error;
  }
  throw new Error('expected a refusal');
}

describe('readYaml', () => {
  it('reads merge keys, which the object itself goes before', () => {
    const text = 'base: &base { epochs: 1, batchSize: 8 }\ntraining:\n  <<: *base\n  epochs: 2\n';
    const { document, locate } = readYaml(text, 'e.yaml');
    expect(document).toMatchObject({ training: { epochs: 2, batchSize: 8 } });
    expect(Object.keys((document as { training: object }).training)).not.toContain('<<');
    expect(locate(['training', 'epochs'])).toEqual({ depth: 2, line: 4 });
    expect(locate(['training', 'batchSize'])).toEqual({ depth: 2, line: 1 });
  });

  it.each([
    ['several', 'a: &a { x: 1 }\nb: &b { y: 2 }\nc: { <<: [*a, *b], z: 3 }\n', { c: { x: 1, y: 2, z: 3 } }],
    ['a byte order mark', '\uFEFFa: 1\n', { a: 1 }],
    ['lines as Windows ends them', 'a: 1\r\nb:\r\n  - 2\r\n', { a: 1, b: [2] }],
    ['numbers', 'a: [1e3, 1_000, .5, -0.1, 0x10]', { a: [1000, '1_000', 0.5, -0.1, 16] }],
    ['words that were truth values once', 'a: [yes, no, on, off, true]', { a: ['yes', 'no', 'on', 'off', true] }],
    ['dates', 'a: 2024-01-31', { a: '2024-01-31' }],
    ['a first mark and a last one', '---\na: 1\n...\n', { a: 1 }],
    ['an alias', 'a: &x [1]\nb: *x\n', { a: [1], b: [1] }],
  ])('reads %s', (_, text, expected) => {
    expect(readYaml(text, 'e.yaml').document).toMatchObject(expected);
  });

  it('reads JSON with commas at the end, tabs and a byte order mark', () => {
    expect(readYaml('\uFEFF{\n\t"a": [1, 2,],\n\t"b": "http://x",\n}', 'e.json').document).toEqual({
      a: [1, 2],
      b: 'http://x',
    });
  });

  it.each([
    ['a: 1\n---\na: 2\n', /^e.yaml: line 2, column 1: another document begins here/],
    ['a: 1\nb: 2\na: 3\n', /^e.yaml: line 3, column 1: the key a is given twice, first in line 1: keep one/],
    ['a:\n\tb: 1\n', /^e.yaml: line 2, column 1: a tab begins the line: YAML is indented with spaces/],
    ['a:\n  b: 1\n c: 2\n', /^e.yaml: line 3, /],
    ['a: *nowhere\n', /^e.yaml: line 1, .*no anchor before this line is named nowhere$/],
    [
      'a: 1\nb: !python/tuple [1]\n',
      /^e.yaml: line 2, column 4: the tag !python\/tuple is not known here: take it out/,
    ],
    ['a: @b\n', /^e.yaml: line 1, .*put the value in quotes/],
    ['a: 1 b: 2\n', /^e.yaml: line 1, /],
    ['a\0:\0', /UTF-8/],
  ])('refuses %j with its line, in plain words', (text, message) => {
    const said = complaint(text);
    expect(said).toMatch(message);
    expect(said).not.toMatch(/parseAllDocuments|YAML\.|Map keys|Unresolved/);
  });

  it.each([
    ['{\n  // seeds\n  "seeds": 1\n}', 2],
    ['{\n  "seeds": 1 /* one */\n}', 2],
  ])('says that JSON has no comments: %j', (text, line) => {
    expect(complaint(text, 'e.json')).toContain(`e.json: line ${line}: JSON has no comments`);
  });
});
