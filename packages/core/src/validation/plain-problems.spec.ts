import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { experimentSchema } from '../experiment/experiment-schema.js';
import { plainProblems } from './plain-problems.js';
import { strictObject } from './strict-object.js';

function problemsOf(schema: z.ZodType, value: unknown): readonly string[] {
  const { error } = schema.safeParse(value);
  if (error === undefined) throw new Error('expected a refusal');
  return plainProblems(error.issues, value).map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
}

const NAMED = z.discriminatedUnion('name', [
  z.object({ name: z.literal('adam') }),
  z.object({ name: z.literal('momentum'), rate: z.number() }),
]);

describe('plainProblems', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['a text for a number', z.number(), 'many', 'expected a number, not the text "many"'],
    ['a number in quotes', z.number(), '32', 'expected a number, not the text "32": write 32 without quotes'],
    ['underscores', z.int(), '1_000', 'expected a number, not the text "1_000": write 1000'],
    ['a fraction', z.int(), 1.5, 'expected a whole number, not 1.5'],
    ['an overflow', z.number(), Infinity, 'expected a finite number, not Infinity'],
    ['nothing', z.number(), null, 'expected a number, not nothing'],
    ['a missing key', z.object({ a: z.string() }), {}, 'a: is missing: expected a text'],
    ['yes', z.boolean(), 'yes', 'expected true or false, not the text "yes": write true'],
    ['off', z.boolean(), 'off', 'expected true or false, not the text "off": write false'],
    ['a number for a text', z.string(), 3, 'expected a text, not 3: put it in quotes, "3"'],
    ['a list for a text', z.string(), [1], 'expected a text, not a list'],
    ['one for a list', z.array(z.int()), 3, 'expected a list, not 3'],
    ['a list for an object', z.record(z.string(), z.json()), [1], 'expected an object, not a list'],
    [
      'another word',
      z.enum(['same', 'valid']),
      'smae',
      'expected same or valid, not the text "smae"; did you mean same?',
    ],
    ['another literal', z.literal('run'), 4, 'expected run, not 4'],
    ['too little', z.number().min(1), 0, 'must be at least 1, not 0'],
    ['no more than the bound', z.number().positive(), 0, 'must be above 0'],
    ['too much', z.number().lt(1), 2, 'must be below 1, not 2'],
    ['much too much', z.number().max(64), 65, 'must be at most 64, not 65'],
    ['an empty list', z.array(z.int()).min(1), [], 'must not be empty'],
    ['a short list', z.array(z.int()).min(2), [1], 'must have at least 2 entries'],
    ['a long list', z.array(z.int()).max(1), [1, 2], 'must have at most 1 entry'],
    ['a long text', z.string().max(2), 'abc', 'must have at most 2 characters, not "abc"'],
    ['a wrong length', z.string().length(2), 'abc', 'must have exactly 2 characters, not "abc"'],
    ['no multiple', z.number().multipleOf(8), 9, 'must be a multiple of 8, not 9'],
    ['a pattern', z.string().regex(/^[a-z]$/), 'A', 'must match /^[a-z]$/, not "A"'],
    ['a format', z.email(), 'nobody', expect.stringContaining('not "nobody"') as unknown as string],
    ['an unknown key', z.strictObject({ a: z.int() }), { a: 1, b: 2 }, 'unknown key "b"'],
    [
      'a key of a record',
      z.record(z.string().min(2), z.int()),
      { a: 1 },
      expect.stringContaining('a: ') as unknown as string,
    ],
    [
      'a discriminator',
      NAMED,
      { name: 'adma' },
      'name: expected adam or momentum, not the text "adma"; did you mean adam?',
    ],
    ['no discriminator', NAMED, { rate: 1 }, 'name: is missing: expected adam or momentum'],
    ['none of several', z.union([z.int(), z.array(z.int())]), 'a', 'expected a number, or a list, not the text "a"'],
    [
      'the one that was meant',
      z.union([z.string(), strictObject({ a: z.int() })]),
      { a: 'x' },
      'a: expected a number, not the text "x"',
    ],
    [
      'the one whose keys were given',
      z.union([strictObject({ a: z.int(), b: z.object({ c: z.int() }) }), strictObject({ a: z.int(), d: z.int() })]),
      { a: 1, d: 'x' },
      'd: expected a number, not the text "x"',
    ],
    ['words of its own', z.int('must be whole'), 1.5, 'must be whole (given: 1.5)'],
    ['words without a value', z.array(z.int()).refine(() => false, 'must rise'), [1], 'must rise'],
  ])('says %s in plain words', (_, schema, value, expected) => {
    expect(problemsOf(schema, value).map((problem) => problem.replace(/^: /, ''))).toEqual([expected]);
  });

  it('points at the key that should not be there', () => {
    const { error } = strictObject({ epochs: z.int() }).safeParse({ epochs: 1, epoch: 2 });
    expect(plainProblems(error?.issues ?? [], {})).toMatchObject([{ path: [], place: ['epoch'] }]);
  });

  it('keeps the words of other validators, also where the message is a getter', () => {
    class Issue {
      readonly path = [{ key: 'a' }, 0];
      get message() {
        return 'Invalid type: Expected string but received 1';
      }
    }
    expect(plainProblems([new Issue()], { a: [1] })).toMatchObject([
      { path: ['a', 0], message: 'Invalid type: Expected string but received 1' },
    ]);
  });

  it('leaves no word of a validator for any value in any place of an experiment', () => {
    const places = Object.keys(experimentSchema({}).shape);
    const key = fc.constantFrom(
      ...places,
      'name',
      'type',
      'from',
      'to',
      'optimizer',
      'learningRate',
      'steps',
      'layers',
      'level',
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(
          null,
          true,
          '',
          ' ',
          'yes',
          '1_000',
          'init',
          'burn-in',
          'adam',
          'random',
          -1,
          0,
          1.5,
          3,
          Infinity,
        ),
        fc.array(tie('tree'), { maxLength: 2 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, tree, { minKeys: 1, maxKeys: 5 }), (document) => {
        const { error } = experimentSchema({}).safeParse(document);
        for (const { message } of plainProblems(error?.issues ?? [], document)) {
          expect(message).not.toMatch(
            /\bInvalid |[Rr]eceived|Too (small|big)|Unrecognized|\bundefined\b|[<>]=|\binput\b/,
          );
          expect(message).not.toBe('');
        }
      }),
      { numRuns: 2000 },
    );
  });
});
