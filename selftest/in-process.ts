import type { ReferenceServer } from '../reference-server/index.ts';
import { flatten, headersOf, pathOf, readBody } from '../harness/wire/exchange.ts';
import type { Send } from '../harness/wire/wire.ts';

/** Sends requests to a server of ours without a socket; everything but the transport is as it is on the wire. */
export const sendTo =
  ({ answer }: Pick<ReferenceServer, 'answer'>): Send =>
  async (request) => {
    const at = performance.now();
    const head = {
      method: request.method,
      url: pathOf(request, 'query'),
      headers: headersOf(request, 'query'),
    };
    const { status, headers, body } = await answer(
      head,
      Buffer.from(request.body ?? '', request.latin1 ? 'latin1' : 'utf8'),
    );
    return {
      request,
      answer: {
        kind: 'answer',
        status,
        headers: flatten(headers),
        body: readBody(typeof body === 'string' ? Buffer.from(body) : body),
      },
      at,
      ms: performance.now() - at,
      waits: 0,
      retries: 0,
      gateways: 0,
      limited: [],
    };
  };
