import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** What each kind of package may import; the arrows of the architecture. */
const boundaries = [
  // Its specs alone take the reference engine and made-up experiments from the testing kit, which is built on core.
  { sourceTag: 'scope:core', onlyDependOnLibsWithTags: ['scope:testing'] },
  { sourceTag: 'scope:testing', onlyDependOnLibsWithTags: ['scope:core'] },
  { sourceTag: 'scope:reporting', onlyDependOnLibsWithTags: ['scope:core', 'scope:analysis', 'scope:testing'] },
  { sourceTag: 'scope:cli', onlyDependOnLibsWithTags: ['*'] },
  ...['models', 'datasets', 'weights', 'onnx', 'analysis', 'method', 'backend', 'store', 'executor'].map((kind) => ({
    sourceTag: `scope:${kind}`,
    onlyDependOnLibsWithTags: ['scope:core', 'scope:testing'],
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
        {
          depConstraints: boundaries,
          banTransitiveDependencies: true,
          allowCircularSelfDependency: true,
          // The specs of core only, see below.
          ignoredCircularDependencies: [['@dof/core', '@dof/testing']],
          // What the composition root loads late, commands import plainly: they are loaded late themselves.
          checkDynamicDependenciesExceptions: ['.*'],
        },
      ],
      'max-lines': ['error', 300],
      'no-console': 'error',
      'no-eval': 'error',
    },
  },
  {
    files: ['packages/core/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@dof/*'], message: 'core imports no other package.' }] },
      ],
    },
  },
  {
    // What is loaded before a command line is understood, see docs/decisions/0011.
    files: [
      'packages/cli/src/{main,run-cli,exit-code,version}.ts',
      'packages/cli/src/command-line/*.ts',
      'packages/cli/src/commands/all-commands.ts',
      'packages/cli/src/commands/**/*-command.ts',
      'packages/cli/src/terminal/{terminal,process-terminal,aligned-columns}.ts',
    ],
    ignores: ['**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              // Of our own files, those of this list alone.
              regex:
                '^(@dof/[^/]+$|rxjs|\\.\\.?/(?!(.*/)?(command-line/[a-z-]+|[a-z-]+-command|all-commands|command-context|examples|' +
                'shared-options|require-values|terminal|process-terminal|aligned-columns|exit-code|run-cli|version)\\.js$))',
              allowTypeImports: true,
              message: 'Import it where the command is done: this is loaded for help and for mistakes too.',
            },
          ],
        },
      ],
    },
  },
  prettier,
);
