const shared = {
  testEnvironment: 'node',
  // tsc checks the types; here they are only taken away.
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
  globalSetup: '<rootDir>/test/setup/global-setup.ts',
  globalTeardown: '<rootDir>/test/setup/global-teardown.ts',
  restoreMocks: true,
};

/**
 * A test belongs to the tier of its folder: test/e2e waits for real tools, real time or a browser, and
 * everything else is what `npm test` runs.
 * @type {import('jest').Config}
 */
module.exports = {
  // Most of a test's time is a process's or a socket's that it waits for.
  maxWorkers: '100%',
  testTimeout: 20_000,
  projects: [
    {
      ...shared,
      displayName: 'quick',
      roots: ['<rootDir>/test'],
      testPathIgnorePatterns: ['<rootDir>/test/e2e/'],
    },
    { ...shared, displayName: 'e2e', roots: ['<rootDir>/test/e2e'] },
  ],
};
