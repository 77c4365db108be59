import type { ServerResponse } from 'node:http';
import type { Delivery } from '../../mock/transport/delivery.ts';
import { deliver } from '../../mock/transport/send.ts';
import type { WireAnswer } from '../../reference-server/index.ts';
import { decoded } from '../judging/decoded.ts';
import { joined } from '../transport/headers.ts';
import type { Passing } from '../transport/exchange.ts';
import type { Sink } from '../transport/sink.ts';

/** The longest answer that a rule can change, in bytes; of a longer one the connection ends. */
const longest = 16 * 1024 * 1024;

/** Headers that are set anew for what a rule makes of an answer. */
const framing: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'trailer',
  'transfer-encoding',
]);

/** Receives the whole answer, and sends what a rule makes of it. */
export function spoil(
  passing: Passing,
  response: ServerResponse,
  change: (answer: WireAnswer) => Delivery,
): Sink {
  const chunks: Uint8Array[] = [];
  let [status, size] = [0, 0];
  let headers: Readonly<Record<string, string>> = {};
  return {
    head(code, _message, raw) {
      status = code;
      headers = joined(raw);
    },
    write(chunk) {
      size += chunk.length;
      if (size > longest) {
        passing.ending ??= 'cut by rule';
        response.destroy();
      } else chunks.push(chunk);
      return true;
    },
    drained: (call) => call(),
    end() {
      const { 'content-encoding': encoding, ...rest } = headers;
      const bytes = Buffer.concat(chunks);
      const body = decoded(bytes, encoding, longest);
      const kept = Object.entries(body === null ? headers : rest);
      const usual = Object.fromEntries(kept.filter(([name]) => !framing.has(name)));
      const delivery = change({ status, headers: usual, body: body ?? bytes });
      send(passing, response, delivery).catch(() => void response.destroy());
    },
    cut: () => void response.destroy(),
  };
}

/** Sends what a rule wants the client to get, and notes what became of it. */
export async function send(
  passing: Passing,
  response: ServerResponse,
  delivery: Delivery,
): Promise<void> {
  if (delivery.kind !== 'whole' && delivery.kind !== 'slow') passing.ending ??= 'cut by rule';
  await deliver(response, delivery);
}
