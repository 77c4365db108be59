import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{harness,suites,reference-server,reports,test}/**/*.test.ts'],
    // These want a browser: npm run test:browser.
    exclude: ['**/node_modules/**', 'test/browser/**'],
    testTimeout: 60_000,
  },
});
