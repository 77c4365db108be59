import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { createReferenceServer } from '../../reference-server/index.ts';

/** The answer that a correct server would give. */
interface Right {
  readonly status: number;
  readonly json: unknown;
}

/** Answers a request of the rooms API in place of a correct server. */
type Twist = (right: Right, request: IncomingMessage, response: ServerResponse) => void;

/** A server of which accounts can be had, and whose other answers are hostile. */
export interface HostileTarget {
  readonly url: string;
  /** Every access token that it gave out. */
  readonly tokens: ReadonlySet<string>;
  close(): void;
}

const sendText = (response: ServerResponse, status: number, text: string | Buffer): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(text);
};

/** Keeps the keys of a right answer, so that a case goes on, and adds others; `last` ones win over the right ones. */
const withKeys =
  (more: string, last = false): Twist =>
  ({ status, json }, _request, response) => {
    const text = JSON.stringify(json);
    if (!text.startsWith('{')) return sendText(response, status, text);
    const keys = text === '{}' ? [] : [text.slice(1, -1)];
    sendText(response, status, `{${(last ? [...keys, more] : [more, ...keys]).join(',')}}`);
  };

/** Replaces every text of a right answer but the ids. */
const withTexts =
  (text: string): Twist =>
  ({ status, json }, _request, response) =>
    sendText(
      response,
      status,
      JSON.stringify(json, (key, value: unknown) =>
        typeof value === 'string' && !/_id$|^type$|^membership$|^errcode$/.test(key) ? text : value,
      ),
    );

/** Makes every text that a client sends back longer: ids of rooms and events, and tokens of pages. */
const withIds =
  (suffix: string): Twist =>
  ({ status, json }, _request, response) =>
    sendText(
      response,
      status,
      JSON.stringify(json, (key, value: unknown) =>
        typeof value === 'string' && /^(?:room_id|event_id|start|end)$/.test(key)
          ? value + suffix
          : value,
      ),
    );

const manyKeys = (count: number): string =>
  Array.from({ length: count }, (_, i) => `"k${i}":${i % 10}`).join(',');
const nested = (levels: number): string => `"x":${'['.repeat(levels)}${']'.repeat(levels)}`;
const combining = (length: number): string => `a${'\u0301'.repeat(length)}`;
const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));

/** An endless or slow body: a chunk at once, and others whenever the last one is gone or the time has come. */
const chunks =
  (chunk: string, milliseconds: number | null): Twist =>
  (_right, _request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer =
      milliseconds === null ? null : setInterval(() => response.write(chunk), milliseconds);
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    if (timer === null) response.on('drain', more);
    response.on('close', () => timer !== null && clearInterval(timer));
    response.on('error', () => {});
    if (timer === null) more();
  };

/** Repeats whatever stands in the request, as error pages do. */
const echo = (status: number, type: string): Twist => {
  return (_right, request, response) => {
    const text = `${request.method} ${request.url} ${decodeURIComponent(request.url ?? '')}`;
    response.writeHead(status, { 'content-type': `${type}; q="${request.url?.slice(-300)}"` });
    response.end(
      type === 'text/plain'
        ? `${'x'.repeat(8100)}${text}`
        : JSON.stringify({
            errcode: text,
            error: text,
            room_id: text,
            event_id: text,
            [text]: text,
          }),
    );
  };
};

/** Bytes that no HTTP library writes. */
const raw =
  (head: string): Twist =>
  (_right, request) => {
    request.socket.end(`${head}\r\ncontent-length: 2\r\n\r\n{}`);
  };

/** What hostile targets do, by a name for each. */
export const twists: Readonly<Record<string, Twist>> = {
  'long texts': withTexts('x'.repeat(400_000)),
  'a long text beside': withKeys(`"x":"${'y'.repeat(1_900_000)}"`),
  'many keys': withKeys(manyKeys(90_000)),
  'many empty objects': withKeys(`"x":[${'{},'.repeat(49_000)}{}]`),
  'millions of values': withKeys(`"x":[${'1,'.repeat(900_000)}1]`),
  'values as deep as may be': withKeys(nested(250)),
  'values deeper than may be': withKeys(nested(500_000)),
  'combining characters': withTexts(combining(20_000)),
  'thousands of texts with combining characters': withKeys(
    `"chunk":[${Array.from({ length: 900 }, () => JSON.stringify({ event_id: '$a:b', type: 'm.room.message', room_id: '!x:y', user_id: '@a:b', content: { msgtype: 'm.text', body: combining(900) } })).join(',')}]`,
  ),
  'long ids': withIds('z'.repeat(5000)),
  'very long ids': withIds('\u00e9'.repeat(300_000)),
  'huge numbers': withKeys(`"x":1e999,"age":${'9'.repeat(100_000)},"y":-1e-999`),
  'keys twice, of prototypes, and odd texts': withKeys(
    String.raw`"room_id":"\ud800","__proto__":{"chunk":1},"constructor":{"prototype":{}},"a":"\u0000","event_id":"\udfff\u0000&nbsp;]]>","toString":1`,
    true,
  ),
  'a gzip bomb': (_right, _request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(bomb);
  },
  'thousands of headers': ({ status, json }, _request, response) => {
    for (let i = 0; i < 3000; i += 1) response.setHeader(`x-${i}`, 'y');
    sendText(response, status, JSON.stringify(json));
  },
  'headers of fifteen kilobytes': ({ status, json }, _request, response) => {
    response.writeHead(status, { 'content-type': `application/json; x="${'y'.repeat(15_000)}"` });
    response.end(JSON.stringify(json));
  },
  'line breaks in headers': raw('HTTP/1.1 200 OK\r\ncontent-type: a\rb: c\nx: \u0000'),
  'a status line of its own': raw(`HTTP/1.1 299 ${'#'.repeat(3000)}\r\nx: y`),
  'redirects in a loop': (_right, request, response) => {
    response.writeHead(302, { location: request.url ?? '/' });
    response.end();
  },
  'an endless body': chunks('x'.repeat(65_536), null),
  'a body that trickles': chunks(' ', 200),
  'an answer shortly before the timeout': ({ status, json }, _request, response) =>
    void setTimeout(() => sendText(response, status, JSON.stringify(json)), 900),
  'the request repeated, refused': echo(400, 'application/json'),
  'the request repeated, granted': echo(200, 'application/json'),
  'the request repeated, as text': echo(403, 'text/plain'),
  'the request repeated, as an error page': echo(500, 'text/plain'),
  'status 429 without advice': (_right, _request, response) => sendText(response, 429, '{}'),
  'nothing but bytes': (_right, _request, response) =>
    sendText(response, 200, Buffer.alloc(1_000_000, 0xff)),
};

/** Serves a right server with a twist. Requests about accounts are answered rightly. */
export async function serveTwist(name: string): Promise<HostileTarget> {
  const twist = twists[name];
  if (twist === undefined) throw new RangeError(`unknown twist: ${name}`);
  const { answer } = createReferenceServer();
  const tokens = new Set<string>();
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const { status, body } = await answer(request, Buffer.concat(parts));
    const json: unknown = JSON.parse(String(body) || 'null');
    if (!/\/(?:register|login|versions)\b/.test(request.url ?? ''))
      return twist({ status, json }, request, response);
    const token =
      typeof json === 'object' && json !== null && 'access_token' in json
        ? json.access_token
        : null;
    if (typeof token === 'string') tokens.add(token);
    sendText(response, status, String(body));
  };
  const server: Server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    tokens,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
