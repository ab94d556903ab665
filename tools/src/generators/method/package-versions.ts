/**
 * What a plugin depends on: the contract and core that this generator writes for, and tools known to work with them.
 * A test holds them to what this repository itself uses.
 */
export const PACKAGE_VERSIONS = {
  contract: '1',
  dof: '^0.1.0',
  zod: '^4.6.7',
  tsyringe: '^4.10.0',
  '@jest/globals': '^30.5.2',
  '@swc/core': '^1.16.18',
  '@swc/jest': '^0.2.39',
  '@types/node': '^20.19.43',
  eslint: '^9.39.5',
  'fast-check': '^4.10.2',
  jest: '^30.5.2',
  typescript: '^5.9.3',
  'typescript-eslint': '^8.73.0',
} as const;
