import { defineConfig } from 'vitest/config';

// Whole runs against hostile targets, which take minutes, and so are no part of `npm test`: `npm run test:hostile`.
export default defineConfig({
  test: {
    include: ['test/hostile/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
