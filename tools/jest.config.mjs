import preset from '../jest.preset.mjs';

/** The shared configuration; nothing of dof is imported here but this package itself, which lies a folder higher. */
export default {
  ...preset,
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', '^@dof/tools$': '<rootDir>/src/index.ts' },
};
