// Builds the page of HTML reports: everything below reports/page becomes one script and one style sheet.
import { resolve } from 'node:path';
import { build } from 'vite';

const folder = resolve(process.argv[2] ?? 'dist', 'reports/page');

await build({
  configFile: false,
  root: 'reports/page',
  logLevel: 'warn',
  build: {
    outDir: folder,
    emptyOutDir: false,
    target: 'es2022',
    cssTarget: 'chrome123',
    modulePreload: false,
    rollupOptions: {
      input: 'reports/page/main.tsx',
      output: { entryFileNames: 'page.js', assetFileNames: 'page.[ext]', codeSplitting: false },
    },
  },
});
