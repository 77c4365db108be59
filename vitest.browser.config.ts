import { defineConfig } from 'vitest/config';

// What needs a Chromium, and so is no part of `npm test`: `npm run test:browser`.
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
