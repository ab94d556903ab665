import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { DatasetProvider } from '../../contracts/dataset.js';
import { locatedOptions } from './located-options.js';

const provider = (locationOptions?: readonly string[]): DatasetProvider => ({
  name: 'some',
  version: '1',
  description: 'a data set',
  options: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
  locationOptions,
  load: () => Promise.reject(new Error('not asked for')),
  locate: async () => ({ found: true, detail: '' }),
});

describe('locatedOptions', () => {
  it('takes relative paths from the base directory and leaves paths out of the identity', () => {
    const base = resolve('/experiments');
    const options = { folder: 'data/birds', train: 10 };
    expect(locatedOptions(provider(['folder']), options, base)).toEqual({
      located: { folder: resolve(base, 'data/birds'), train: 10 },
      identity: { train: 10 },
    });
  });

  it('leaves absolute paths, options that are not given, and other options as they are', () => {
    const folder = resolve('/data/birds');
    const given = { folder, name: './not-a-path' };
    const { located, identity } = locatedOptions(provider(['folder', 'file']), given, resolve('/experiments'));
    expect(located).toEqual(given);
    expect(identity).toEqual({ name: './not-a-path' });
    expect(locatedOptions(provider(), given, '/').identity).toEqual(given);
  });
});
