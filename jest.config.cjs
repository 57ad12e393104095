/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  // tsc checks the types; here they are only taken away.
  transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
  globalSetup: '<rootDir>/test/setup/global-setup.ts',
  globalTeardown: '<rootDir>/test/setup/global-teardown.ts',
  setupFiles: ['<rootDir>/test/setup/runtime-globals.ts'],
  testTimeout: 20_000,
  // Most of a test's time is a process's or a socket's that it waits for.
  maxWorkers: '100%',
  restoreMocks: true,
};
