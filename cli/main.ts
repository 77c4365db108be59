#!/usr/bin/env node
// Every version of Node can read this file, so that an old one gets a message; the rest is imported afterwards.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `rooms-conformance needs Node 20.19 or newer (this is ${process.versions.node}).\n`,
  );
  process.exitCode = 2;
} else {
  import('./program.ts').then(
    ({ main }) => main(process.argv.slice(2)),
    (error) => {
      if (error.code !== 'EMFILE' && error.code !== 'ENFILE') throw error;
      process.stderr.write(
        `rooms-conformance: this process may open too few files (${error.code}). Raise the limit, for example with ulimit -n 1024.\n`,
      );
      process.exitCode = 70;
    },
  );
}
