import { describe, expect, it } from '@jest/globals';
import { openFile } from './open-file.js';

describe('openFile', () => {
  it('says so where the desktop has no program for it', async () => {
    // No Linux has the opener of Windows in its path.
    expect(await openFile('/nowhere', process.platform === 'win32' ? 'linux' : 'win32')).toBe(false);
  });
});
