// The build's page: everything below reports/page as one script and one style sheet, for reports in HTML.
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
