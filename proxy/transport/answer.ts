import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Trouble } from './trouble.ts';

/** The header by which a program tells an answer of the proxy itself from one of the target. */
const troubleHeader = 'x-conformance-proxy';

/** The body of an answer that the proxy gives in place of the target. */
const bodyOf = ({ kind, sentence, violations }: Trouble): string =>
  `${JSON.stringify({ errcode: 'M_UNKNOWN', error: `rooms-conformance proxy: ${sentence}`, trouble: kind, violations })}\n`;

/** An answer in place of the target's: its headers as a flat list, and its body. */
export function answerOfTrouble(trouble: Trouble): { headers: string[]; body: string } {
  const body = bodyOf(trouble);
  return {
    body,
    headers: [
      ['Content-Type', 'application/json; charset=utf-8'],
      ['Content-Length', String(Buffer.byteLength(body))],
      // Pages that a browser shows may read why.
      ['Access-Control-Allow-Origin', '*'],
      [troubleHeader, trouble.kind],
    ].flat(),
  };
}

/** Answers in place of the target. @param added more headers, as a flat list */
export function answerTrouble(
  response: ServerResponse,
  trouble: Trouble,
  added: readonly string[] = [],
): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  const { headers, body } = answerOfTrouble(trouble);
  response.writeHead(trouble.status, [...headers, ...added]);
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/** Answers on a connection of which no request can be read any more, and ends it. */
export function answerOnSocket(socket: Socket, status: string, trouble: Trouble): void {
  const { headers, body } = answerOfTrouble(trouble);
  const lines = headers.flatMap((name, i) =>
    i % 2 === 0 ? `${name}: ${headers[i + 1] ?? ''}` : [],
  );
  socket.end([`HTTP/1.1 ${status}`, ...lines, 'Connection: close', '', body].join('\r\n'));
}
