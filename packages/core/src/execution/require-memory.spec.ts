import { describe, expect, it } from '@jest/globals';
import { requireMemory } from './require-memory.js';

describe('requireMemory', () => {
  it('lets pass what fits', () => {
    expect(() => requireMemory(2 ** 30, 'maps', 'ask for less', 2 ** 30)).not.toThrow();
    expect(() => requireMemory(1, 'maps', 'ask for less')).not.toThrow();
  });

  it('says how much is missing and what to do', () => {
    const refused = (): void => requireMemory(3 * 2 ** 30, '9 maps of D = 5', 'ask for less', 2 ** 30);
    expect(refused).toThrow(expect.objectContaining({ code: 'DOF_TOO_LARGE' }));
    expect(refused).toThrow('9 maps of D = 5 take 3.0 GiB, this machine has 1.0: ask for less');
  });
});
