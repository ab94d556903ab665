import { canonicalJson, isDofError } from '@dof/core';
import { assertSameJson, assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { forEveryNetwork, optionsFor, type ModelSubject } from './model-subject.js';

/** What no model takes as options. */
const NEVER_OPTIONS: readonly unknown[] = [null, 7, 'text', [], { 'no-such-option': 1 }];

/** What a model promises of its options; one without has nothing to promise. */
export const optionClauses: readonly ContractClause<ModelSubject>[] = [
  {
    name: 'options are plain data that stays the same when validated again',
    check: async (subject) => {
      const provider = await subject.createProvider();
      if (provider.options === undefined) return;
      for (const given of [{}, ...subject.options]) {
        const text = canonicalJson(optionsFor(provider, given));
        const again = canonicalJson(optionsFor(provider, JSON.parse(text)));
        assertThat(again === text, `the options ${text} validated again are ${again}`);
      }
    },
  },
  {
    name: 'bad options give DOF_BAD_OPTIONS',
    check: async (subject) => {
      const provider = await subject.createProvider();
      if (provider.options === undefined) return;
      for (const bad of [...NEVER_OPTIONS, ...subject.badOptions]) {
        const said = thrownBy(() => optionsFor(provider, bad));
        assertThat(said !== undefined, `the options ${JSON.stringify(bad)} were accepted`);
        assertThat(isDofError(said) && said.code === 'DOF_BAD_OPTIONS', `${JSON.stringify(bad)} gave ${String(said)}`);
      }
    },
  },
  {
    name: 'the defaults give the network that it has without options',
    check: async ({ createProvider, shapes }) => {
      for (const shape of shapes) {
        const provider = await createProvider();
        const network = provider.build(shape);
        assertSameJson(provider.build(shape, optionsFor(provider, {})), network, 'the network of the defaults');
      }
    },
  },
  {
    name: 'other options than the defaults give another network',
    check: forEveryNetwork(async ({ provider, shape, options, model }) => {
      const defaults = optionsFor(provider, {});
      if (canonicalJson({ options }) === canonicalJson({ options: defaults })) return;
      const isSame = canonicalJson(provider.build(shape, defaults)) === canonicalJson(model);
      assertThat(!isSame, `the options ${canonicalJson(options)} change nothing`);
    }),
  },
  {
    name: 'building leaves the options as they were',
    check: forEveryNetwork(async ({ provider, shape, options }) => {
      const before = canonicalJson({ options });
      provider.build(shape, options);
      assertThat(canonicalJson({ options }) === before, `${before} became ${canonicalJson({ options })}`);
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
