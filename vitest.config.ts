import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{harness,suites,reference-server,reports,selftest,cli,test}/**/*.test.ts'],
    // These want a browser: npm run test:browser.
    exclude: ['**/node_modules/**', 'test/browser/**'],
    // Most tests wait for a process: one of them for each processor leaves none idle.
    maxWorkers: '100%',
    // A golden that is missing fails; only --update=all writes it.
    update: 'none',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
