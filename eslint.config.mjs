import tseslint from 'typescript-eslint';
import { closedChains } from './build/lint/closed-chains.cjs';

/** Names that style calls empty: a folder or file must say what it holds. */
const emptyNames = ['utils', 'helpers', 'common', 'misc'];

export default tseslint.config(
  {
    ignores: ['dist', '.switchboard', 'coverage', 'node_modules', 'bench/subjects'],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { switchboard: { rules: { 'closed-chains': closedChains } } },
    rules: {
      'switchboard/closed-chains': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-console': 'error',
      'max-params': ['error', 4],
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', { max: 60, skipComments: true }],
      'no-restricted-imports': [
        'error',
        { patterns: emptyNames.map((name) => ({ group: [`**/${name}`, `**/${name}/**`] })) },
      ],
    },
  },
  {
    // Read by tools that load no TypeScript.
    files: ['**/*.cjs', '*.config.*'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: {
      'switchboard/closed-chains': 'off',
      '@typescript-eslint/no-require-imports': 'off',
    },
  },
  {
    files: [
      'src/log/**',
      'cli/print/**',
      'cli/start.cjs',
      'deploy/**',
      'sandbox/**',
      'build/**',
      'bench/**',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      'switchboard/closed-chains': 'off',
      'max-lines-per-function': 'off',
      'no-console': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
