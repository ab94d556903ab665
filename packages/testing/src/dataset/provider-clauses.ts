import { canonicalJson, isDofError, parseOptions } from '@dof/core';
import { assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import type { DatasetSubject } from './dataset-subject.js';

/** What no data set takes as options. */
const NEVER_OPTIONS: readonly unknown[] = [null, 7, 'text', [], { 'no-such-option': 1 }];

/** Kebab-case, after the npm scope of the package that it comes from if that has one. */
const NAME = /^(@[a-z0-9~][a-z0-9._~-]*\/)?[a-z0-9]+(-[a-z0-9]+)*$/;

/** What a data set says of itself, and its options. */
export const providerClauses: readonly ContractClause<DatasetSubject>[] = [
  {
    name: 'it says what it is',
    check: async ({ createProvider }) => {
      const { name, version, description } = await createProvider();
      assertThat(NAME.test(name), `the name ${JSON.stringify(name)} is not kebab-case`);
      assertThat(version !== '', 'the version is empty');
      assertThat(description !== '' && !description.includes('\n'), 'the description is not one line');
    },
  },
  {
    name: 'it says in one line where its data are',
    check: async ({ createProvider }) => {
      const { found, detail } = await (await createProvider()).locate();
      assertThat(typeof found === 'boolean', `found is ${String(found)}`);
      assertThat(detail !== '' && !detail.includes('\n'), `the detail ${JSON.stringify(detail)} is not one line`);
    },
  },
  {
    name: 'options are plain data that stays the same when validated again',
    check: async (subject) => {
      const { options, name } = await subject.createProvider();
      const text = canonicalJson(parseOptions(options, subject.options, `data set ${name}`));
      const stored: unknown = JSON.parse(text);
      const again = canonicalJson(parseOptions(options, stored, `data set ${name}`));
      assertThat(again === text, `the options ${text} validated again are ${again}`);
    },
  },
  {
    name: 'bad options give DOF_BAD_OPTIONS',
    check: async (subject) => {
      const { options, name } = await subject.createProvider();
      for (const bad of [...NEVER_OPTIONS, ...subject.badOptions]) {
        const said = thrownBy(() => parseOptions(options, bad, `data set ${name}`));
        assertThat(said !== undefined, `the options ${JSON.stringify(bad)} were accepted`);
        assertThat(isDofError(said) && said.code === 'DOF_BAD_OPTIONS', `${JSON.stringify(bad)} gave ${String(said)}`);
      }
    },
  },
  {
    name: 'loading leaves the options as they were',
    check: async (subject) => {
      const provider = await subject.createProvider();
      const options = parseOptions(provider.options, subject.options, `data set ${provider.name}`);
      const before = canonicalJson(options);
      await provider.load(options);
      assertThat(canonicalJson(options) === before, `${before} became ${canonicalJson(options)}`);
    },
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
