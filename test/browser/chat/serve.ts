import { createServer } from 'node:http';
import { build } from 'vite';

/** The page of the chat at an origin of its own. */
export interface ServedPage {
  readonly url: string;
  close(): Promise<void>;
}

/** Bundles the page with the SDK that it imports, and serves it from memory. */
export async function serveChat(): Promise<ServedPage> {
  const built = await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'warn',
    // The SDK was written for browserify, and does without olm where there is none.
    define: { global: 'globalThis' },
    build: { write: false, modulePreload: false, rollupOptions: { external: ['olm'] } },
  });
  const bundles = Array.isArray(built) ? built : 'output' in built ? [built] : [];
  const files = new Map(
    bundles.flatMap(({ output }) =>
      output.map((file) => [
        `/${file.fileName}`,
        file.type === 'chunk'
          ? { type: 'text/javascript', text: file.code }
          : { type: 'text/html', text: file.source },
      ]),
    ),
  );

  const server = createServer(({ url = '/' }, response) => {
    const file = files.get(url === '/' ? '/index.html' : url);
    if (file === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': file.type }).end(file.text);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
