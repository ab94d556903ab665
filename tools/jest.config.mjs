import process from 'node:process';
import preset from '../jest.preset.mjs';

/** Minutes long, so they are run by themselves: `npm run test:cross-package`. */
const CROSS_PACKAGE = [
  'standalone-packages\\.spec',
  'packed-plugin\\.spec',
  'generated-method\\.spec',
  'test/documentation\\.spec',
  'test/fuzz\\.spec',
];

/** The shared configuration; nothing of dof is imported here but this package itself, which lies a folder higher. */
export default {
  ...preset,
  testPathIgnorePatterns: process.env['DOF_CROSS_PACKAGE'] === '1' ? [] : CROSS_PACKAGE,
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', '^@dof/tools$': '<rootDir>/src/index.ts' },
};
