import { CONTRACT_VERSION, canonicalJson, isDofError, parseOptions, trainingSchema } from '@dof/core';
import { assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import type { MethodSubject } from './method-subject.js';
import { forTrials } from './method-trial.js';

/** What no method takes as options. */
const NEVER_OPTIONS: readonly unknown[] = [null, 7, 'text', [], { 'no-such-option': 1 }];

/** Kebab-case, after the npm scope of the package that it comes from if that has one. */
const NAME = /^(@[a-z0-9~][a-z0-9._~-]*\/)?[a-z0-9]+(-[a-z0-9]+)*$/;

/** What a method says of itself, and its options. */
export const identityClauses: readonly ContractClause<MethodSubject>[] = [
  {
    name: 'it says what it is',
    check: async (subject) => {
      const { name, version, contractVersion, description } = await subject.createMethod();
      assertThat(NAME.test(name), `the name ${JSON.stringify(name)} is not kebab-case`);
      assertThat(version !== '', 'the version is empty');
      assertThat(
        contractVersion === CONTRACT_VERSION,
        `the contract version is ${contractVersion}, not ${CONTRACT_VERSION}`,
      );
      assertThat(description !== '' && !description.includes('\n'), 'the description is not one line');
    },
  },
  {
    name: 'options are plain data that stays the same when validated again',
    check: async (subject) => {
      const { options, name } = await subject.createMethod();
      const once = parseOptions(options, subject.options, `method ${name}`);
      const text = canonicalJson(once);
      const stored: unknown = JSON.parse(text);
      const again = parseOptions(options, stored, `method ${name}`);
      assertThat(canonicalJson(stored) === text, `the options ${text} do not survive JSON`);
      assertThat(canonicalJson(again) === text, `the options ${text} validated again are ${canonicalJson(again)}`);
    },
  },
  {
    name: 'options that the method settles are valid, and stay settled',
    check: (subject) =>
      forTrials(subject, async ({ method, options, layout, degreesOfFreedom }) => {
        if (method.resolveOptions === undefined) return;
        const text = canonicalJson(options);
        const parsed = parseOptions(method.options, options, `method ${method.name}`);
        assertThat(canonicalJson(parsed) === text, `settled as ${text}, they are valid as ${canonicalJson(parsed)}`);
        for (const requested of [degreesOfFreedom, degreesOfFreedom.slice(0, 1)]) {
          const again = canonicalJson(method.resolveOptions(options, layout, requested));
          assertThat(again === text, `settled as ${text}, they are settled again as ${again}`);
          assertThat(
            canonicalJson(options) === text,
            `settling ${text} again changed them to ${canonicalJson(options)}`,
          );
        }
      }),
  },
  {
    name: 'no options at all are allowed',
    check: async (subject) => {
      const { options, name } = await subject.createMethod();
      parseOptions(options, {}, `method ${name}`);
    },
  },
  {
    name: 'bad options give DOF_BAD_OPTIONS',
    check: async (subject) => {
      const { options, name } = await subject.createMethod();
      for (const bad of [...NEVER_OPTIONS, ...subject.badOptions]) {
        const said = thrownBy(() => parseOptions(options, bad, `method ${name}`));
        assertThat(said !== undefined, `the options ${JSON.stringify(bad)} were accepted`);
        assertThat(isDofError(said) && said.code === 'DOF_BAD_OPTIONS', `${JSON.stringify(bad)} gave ${String(said)}`);
      }
    },
  },
  {
    name: 'recommended training is a whole recipe',
    check: (subject) =>
      forTrials(subject, async ({ method, degreesOfFreedom }) => {
        for (const d of degreesOfFreedom) {
          const recipe = method.recommendedTraining?.(d);
          if (recipe === undefined) continue;
          const parsed = trainingSchema.safeParse(recipe);
          assertThat(parsed.success, `the recipe for d = ${d} is refused: ${parsed.error?.message}`);
          assertThat(
            canonicalJson(parsed.data) === canonicalJson(recipe),
            `the recipe for d = ${d} leaves out what the defaults fill in: ${canonicalJson(parsed.data)}`,
          );
        }
      }),
  },
];

function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
