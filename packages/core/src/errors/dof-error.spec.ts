import { describe, expect, it } from '@jest/globals';
import { DofError, isDofError } from './dof-error.js';

describe('DofError', () => {
  it.each([
    ['a name with\n  a line break', 'a name with a line break'],
    ['a\r\nb\u2028c', 'a b c'],
    ['\u001b[2Jgone', '\\u001b[2Jgone'],
    ['left\u202eright', 'left\\u202eright'],
    ['  as it is: ångström, d* <= 3  ', 'as it is: ångström, d* <= 3'],
  ])('says %j in one line that can be printed', (message, line) => {
    expect(new DofError('DOF_BAD_OPTIONS', message).message).toBe(line);
  });

  it('is known without its class', () => {
    expect(isDofError(new DofError('DOF_BAD_OPTIONS', 'a'))).toBe(true);
    expect(isDofError(new Error('a'))).toBe(false);
  });
});
