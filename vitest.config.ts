import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{harness,suites,reference-server,reports,test}/**/*.test.ts'],
    testTimeout: 60_000,
  },
});
