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
      const code = lackOfFiles(error);
      if (code === null) throw error;
      process.stderr.write(
        `rooms-conformance: this process may open too few files (${code}). Raise the limit, for example with ulimit -n 1024.\n`,
      );
      process.exitCode = 70;
    },
  );
}

/** The code of a lack of files; null for another error. Of a package that it cannot open, Node says that it is not there. */
function lackOfFiles({ code }: { readonly code?: unknown }): string | null {
  if (code === 'EMFILE' || code === 'ENFILE') return code;
  return code === 'ERR_MODULE_NOT_FOUND' && mostFiles() < 128 ? 'EMFILE' : null;
}

/** How many files this process may open; Infinity where the system does not tell. */
function mostFiles(): number {
  const report = JSON.stringify(process.report.getReport());
  const found = /"open_files":\{"soft":(\d+)/.exec(report);
  return found === null ? Infinity : Number(found[1]);
}
