import { describe, expect, it } from '@jest/globals';
import { methodClauses, methodContract, methodSubject } from '@dof/testing';
import { brokenDerivatives } from './broken-derivatives.js';
import { brokenDegreesOfFreedom } from './broken-dimensions.js';
import { brokenForms } from './broken-forms.js';
import { brokenIdentities } from './broken-identities.js';
import { brokenOnePasses } from './broken-one-passes.js';
import { brokenPreparations } from './broken-preparations.js';
import { brokenResults } from './broken-results.js';
import { products, shifted } from './right-methods.js';

const specimens = [
  ...brokenIdentities,
  ...brokenDegreesOfFreedom,
  ...brokenResults,
  ...brokenDerivatives,
  ...brokenOnePasses,
  ...brokenForms,
  ...brokenPreparations,
];

methodContract('a linear method with a preparation', () => shifted, { describe, it }, { badOptions: [{ step: 0 }] });

methodContract('a nonlinear method of lower rank', () => products, { describe, it });

describe('the clauses of the method contract', () => {
  it.each(specimens)(
    '"$clause" refuses $defect',
    async ({ clause, says, make, options }) => {
      const { check } = methodClauses.find(({ name }) => name === clause) ?? { check: async () => undefined };
      const method = make();
      await expect(check(methodSubject(() => method, options))).rejects.toThrow(says);
    },
    60_000,
  );

  it('each have a broken specimen', () => {
    const covered = new Set(specimens.map(({ clause }) => clause));
    expect([...covered].sort()).toEqual(methodClauses.map(({ name }) => name).sort());
  });

  it('are registered one by one with the runner that is passed in', async () => {
    const described: string[] = [];
    const bodies = new Map<string, () => Promise<void>>();
    let created = 0;
    const create = () => {
      created++;
      return shifted;
    };
    methodContract('mine', create, {
      describe: (name, body) => {
        described.push(name);
        body();
      },
      it: (name, body) => bodies.set(name, body),
    });
    expect(described).toEqual(['mine keeps the method contract']);
    expect([...bodies.keys()]).toEqual(methodClauses.map(({ name }) => name));
    expect(created).toBe(0);
    await bodies.get('it says what it is')?.();
    expect(created).toBe(1);
  });

  it('go by what the method promises with its options', async () => {
    const { check } = methodClauses.find(({ name }) => name.startsWith('w is affine')) ?? {};
    const right = { ...products, capabilities: shifted.capabilities, capabilitiesWith: () => ({ linear: false }) };
    await expect(check?.(methodSubject(() => right))).resolves.toBeUndefined();
    const wrong = { ...products, capabilitiesWith: () => ({ linear: true }) };
    await expect(check?.(methodSubject(() => wrong))).rejects.toThrow(/half way/);
  });

  it('let a method have fewer coordinates than asked for where it says so', async () => {
    const fewer = {
      ...shifted,
      capabilitiesWith: () => ({ fewerCoordinates: true }),
      reparametrise: (context: Parameters<typeof shifted.reparametrise>[0]) =>
        shifted.reparametrise({ ...context, d: Math.min(context.d, 2) }),
    };
    const { check } = methodClauses.find(({ name }) => name === 'a map at an attainable d has d coordinates') ?? {};
    await expect(check?.(methodSubject(() => fewer))).rejects.toThrow(/2 coordinates at d = 22/);
    await expect(check?.(methodSubject(() => fewer, { mayHaveFewer: true }))).resolves.toBeUndefined();
  });
});
