import { createServer } from 'node:http';
import sdk004 from 'matrix-js-sdk-0.0.4';
import sdk022 from 'matrix-js-sdk-0.2.2';
import sdk030 from 'matrix-js-sdk-0.3.0';
import { createReferenceServer } from '../../reference-server/index.ts';
import { callbackSdk } from './callback-sdk.ts';
import { emittingSdk } from './emitting-sdk.ts';
import { type LivingTarget, livesOn } from './lives-on.ts';

const sdks = [callbackSdk(sdk004), emittingSdk('0.2.2', sdk022), emittingSdk('0.3.0', sdk030)];

async function startServer(): Promise<LivingTarget> {
  const server = createReferenceServer();
  const { url } = await server.listen();
  return { url, close: server.close };
}

/** The same server, with a path before its own paths. */
async function startBelowPath(): Promise<LivingTarget> {
  const prefix = '/_mock/worlds/k3f9';
  const { handler, close } = createReferenceServer();
  const outer = createServer((request, response) => {
    const { url = '' } = request;
    if (!url.startsWith(prefix)) return void response.writeHead(404).end();
    request.url = url.slice(prefix.length);
    handler(request, response);
  });
  await new Promise<void>((resolve) => {
    outer.listen(0, '127.0.0.1', resolve);
  });
  const address = outer.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    close: async () => {
      await close();
      outer.closeAllConnections();
      outer.close();
    },
  };
}

for (const sdk of sdks) {
  livesOn(sdk, 'the reference server', startServer);
  livesOn(sdk, 'a server below a path', startBelowPath);
}
