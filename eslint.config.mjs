import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** What each kind of package may import; the arrows of the architecture. */
const boundaries = [
  { sourceTag: 'scope:core', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'scope:reporting', onlyDependOnLibsWithTags: ['scope:core', 'scope:analysis'] },
  { sourceTag: 'scope:cli', onlyDependOnLibsWithTags: ['*'] },
  ...['models', 'datasets', 'analysis', 'method', 'backend', 'store', 'executor'].map((kind) => ({
    sourceTag: `scope:${kind}`,
    onlyDependOnLibsWithTags: ['scope:core'],
  })),
];

export default tseslint.config(
  { ignores: ['**/dist', '**/out-tsc', '**/coverage', '**/node_modules', '.nx', 'docs/api'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { depConstraints: boundaries, banTransitiveDependencies: true, allowCircularSelfDependency: true },
      ],
      'max-lines': ['error', 300],
      'no-console': 'error',
      'no-eval': 'error',
    },
  },
  prettier,
);
