#!/usr/bin/env node
import { readVersion } from './version.ts';

// The version is told before anything heavy is loaded.
const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === '--version') {
  process.stdout.write(`${readVersion()}\n`);
} else {
  const { obey } = await import('./dispatch.ts');
  await obey(argv);
}
