import { describe, expect, it } from '@jest/globals';
import { optionList, optionsJsonSchema } from './plugin-options.js';

const withSchema = (schema: unknown): object => ({
  options: { '~standard': { version: 1, vendor: 'test', validate: () => ({}), jsonSchema: { input: () => schema } } },
});

describe('optionList', () => {
  it('says what each option takes and its default', () => {
    const plugin = withSchema({
      properties: {
        steps: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER, default: 5 },
        rate: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1, description: 'of pruning' },
        kind: { enum: ['a', 'b'] },
        limit: { anyOf: [{ const: 'none' }, { type: 'number' }] },
        widths: { type: 'array', items: { type: 'integer', minimum: 1 }, default: [2, 3] },
        stages: { type: 'array', items: { type: 'number' }, minItems: 3, maxItems: 3 },
        pairs: { type: 'array' },
        anything: {},
      },
    });
    expect(optionList(plugin)).toEqual([
      { name: 'steps', takes: 'whole number at least 1  (default 5)' },
      { name: 'rate', takes: 'number above 0, below 1  of pruning' },
      { name: 'kind', takes: 'a | b' },
      { name: 'limit', takes: 'none | number' },
      { name: 'widths', takes: 'list, each: whole number at least 1  (default [2,3])' },
      { name: 'stages', takes: 'list of 3, each: number' },
      { name: 'pairs', takes: 'list' },
      { name: 'anything', takes: 'anything' },
    ]);
  });

  it.each([
    ['no options', {}],
    ['a library that offers no JSON Schema', { options: { '~standard': { version: 1, vendor: 'x' } } }],
    ['options that are nothing', { options: null }],
    [
      'a schema that JSON Schema cannot express',
      {
        options: {
          '~standard': {
            jsonSchema: {
              input: () => {
                throw new Error('cannot');
              },
            },
          },
        },
      },
    ],
  ])('is empty for %s', (_, plugin) => {
    expect(optionList(plugin)).toEqual([]);
    expect(optionsJsonSchema(plugin)).toBeUndefined();
  });
});
