import { describe, expect, it } from '@jest/globals';
import { methodNames } from './method-names.js';

describe('methodNames', () => {
  it('derives what is exported from what experiments say', () => {
    expect(methodNames('low-rank-2')).toEqual({
      methodName: 'low-rank-2',
      fileName: 'low-rank-2',
      identifier: 'lowRank2',
      typeName: 'LowRank2Options',
    });
  });

  it.each(['acme', '@acme'])('puts the scope %s before the name that experiments say', (scope) => {
    expect(methodNames('foo', scope)).toMatchObject({ methodName: '@acme/foo', fileName: 'foo', identifier: 'foo' });
  });

  it.each<[string, string | undefined]>([
    ['MyMethod', 'my-method'],
    ['my_method', 'my-method'],
    ['dof-method-foo', undefined],
    ['@acme/dof-method-foo', 'foo'],
    ['@dof/methods-foo', 'foo'],
    ['2nd-order', 'nd-order'],
    ['my--method', 'my-method'],
    ['', undefined],
    ['../evil', 'evil'],
    ['été', 't'],
  ])('says in one line what to do about the name "%s"', (name, near) => {
    if (name === 'dof-method-foo') {
      expect(methodNames(name).identifier).toBe('dofMethodFoo');
      return;
    }
    const call = (): unknown => methodNames(name);
    expect(call).toThrow(/^a method is named by lower-case words joined by dashes[^\n]*$/);
    if (near !== undefined) expect(call).toThrow(new RegExp(`; did you mean ${near}\\?$`));
  });

  it.each(['class', 'await', 'index', 'register', 'scaled-map', 'container'])('refuses the name %s', (name) => {
    expect(() => methodNames(name)).toThrow(new RegExp(`"${name}"[^\\n]*; try "${name}-method"$`));
  });

  it.each(['', '@', 'Acme', 'a/b', '@a b'])('refuses the scope "%s"', (scope) => {
    expect(() => methodNames('foo', scope)).toThrow(/no npm scope/);
  });

  it('leaves no stack for Nx to point at', () => {
    const thrown = ((): unknown => {
      try {
        return methodNames('No');
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toMatchObject({ name: 'GeneratorError', stack: undefined });
  });
});
