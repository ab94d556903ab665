import { describe, expect, it } from '@jest/globals';
import {
  arbitraryModel,
  backendClauses,
  backendContract,
  backendSubject,
  LAYER_FAMILIES,
  ReferenceBackend,
} from '@dof/testing';
import { messages } from '../messages.js';
import { brokenBackend } from './broken-backend.js';
import { brokenBackends } from './broken-backends.js';

backendContract(
  'the reference engine',
  () => new ReferenceBackend(),
  { describe, it },
  { models: arbitraryModel(), layerFamilies: LAYER_FAMILIES, runs: 10 },
);

backendContract(
  'the reference engine with strides, VALID padding and other windows',
  () => new ReferenceBackend(),
  { describe, it },
  {
    layerFamilies: LAYER_FAMILIES,
    models: arbitraryModel({ strides: [1, 2, 3], paddings: ['same', 'valid'], poolSizes: [2, 3], poolStrides: [1, 2] }),
    runs: 3,
    seed: 2,
  },
);

describe('the clauses of the backend contract', () => {
  it.each(brokenBackends)(
    '"$clause" refuses $defect',
    async ({ clause, says, layerFamilies, make }) => {
      const { check } = backendClauses.find(({ name }) => name === clause) ?? { check: async () => undefined };
      // Several fixed networks: a defect may need more than one draw to show.
      const subject = backendSubject(() => brokenBackend(make()), {
        layerFamilies,
        models: arbitraryModel({ maximumChannels: 3 }),
        runs: 10,
      });
      const error = await check(subject).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(messages(error)).toMatch(says);
    },
    60_000,
  );

  it('each have a broken specimen', () => {
    const covered = new Set(brokenBackends.map(({ clause }) => clause));
    expect([...covered].sort()).toEqual(backendClauses.map(({ name }) => name).sort());
  });

  it('are registered one by one with the runner that is passed in', async () => {
    const described: string[] = [];
    const bodies = new Map<string, () => Promise<void>>();
    let created = 0;
    const create = (): ReferenceBackend => {
      created++;
      return new ReferenceBackend();
    };
    backendContract('mine', create, {
      describe: (name, body) => {
        described.push(name);
        body();
      },
      it: (name, body) => bodies.set(name, body),
    });
    expect(described).toEqual(['mine keeps the backend contract']);
    expect([...bodies.keys()]).toEqual(backendClauses.map(({ name }) => name));
    expect(created).toBe(0);
    await bodies.get('it says what it is')?.();
    expect(created).toBe(1);
  });

  it('draw the same networks at every call', async () => {
    const seen = async (): Promise<string[]> => {
      const names: string[] = [];
      const backend = new ReferenceBackend();
      const spying = brokenBackend({
        backend: {
          compile: (model, data, options) => {
            names.push(`${JSON.stringify(model)} ${data.contentHash}`);
            return backend.compile(model, data, options);
          },
        },
      });
      const subject = backendSubject(() => spying, { runs: 3 });
      await backendClauses.find(({ name }) => name === 'the layout is the one of core')?.check(subject);
      return names;
    };
    const first = await seen();
    expect(first.length).toBe(3);
    expect(await seen()).toEqual(first);
  });
});
