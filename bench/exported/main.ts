// npm run exported: Prism answers the exported OpenAPI document as a mock, and is asked for what naive exports lose.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { toOpenApi } from '../../authoring/export/openapi.ts';
import { withReadings } from '../../authoring/readings/apply.ts';
import { readDocument } from '../../authoring/swagger/read.ts';
import { isArray, isObject } from '../../harness/document/json.ts';
import { loadDeclaration } from '../../harness/document/load.ts';
import { install } from '../install.ts';
import { start } from '../mock/running.ts';
import { ProcessError, stopAll } from '../processes.ts';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(130));
}
process.once('exit', stopAll);

/** A request to Prism, and what its answer must be. */
interface Question {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly right: (status: number, body: unknown) => boolean;
}

const room = '/rooms/!a:b';
const member = `${room}/state/m.room.member/@c:d`;
const token = 'access_token=secret';
const hasKeys = (value: unknown, ...keys: readonly string[]): boolean =>
  isObject(value) && keys.every((key) => typeof value[key] === 'string');
const first = (value: unknown): unknown => (isArray(value) ? value[0] : undefined);

const questions: readonly Question[] = [
  {
    what: 'a page of messages has start and end, which it inherits',
    method: 'GET',
    path: `${room}/messages?${token}`,
    right: (status, body) =>
      status === 200 && isObject(body) && hasKeys(body, 'start', 'end') && isArray(body['chunk']),
  },
  {
    what: 'an event in it has the keys that it inherits',
    method: 'GET',
    path: `${room}/messages?${token}`,
    right: (_, body) =>
      isObject(body) && hasKeys(first(body['chunk']), 'event_id', 'room_id', 'type'),
  },
  {
    what: 'a list of state is a list of events',
    method: 'GET',
    path: `${room}/state?${token}`,
    right: (status, body) => status === 200 && hasKeys(first(body), 'event_id', 'room_id', 'type'),
  },
  {
    what: 'the PUT with a txnId is there',
    method: 'PUT',
    path: `${room}/send/m.room.message/1?${token}`,
    body: { msgtype: 'm.text' },
    right: (status, body) => status === 200 && hasKeys(body, 'event_id'),
  },
  {
    what: 'state can be set without its key',
    method: 'PUT',
    path: `${room}/state/m.room.name?${token}`,
    body: {},
    right: (status) => status === 200,
  },
  {
    what: 'each cause of an error is an example',
    method: 'PUT',
    path: `${member}?${token}`,
    headers: { prefer: 'code=403, example=when-joining-you-are-not-invited-to-this-room' },
    body: { membership: 'join' },
    right: (status, body) =>
      status === 403 &&
      isDeepStrictEqual(body, {
        errcode: 'M_FORBIDDEN',
        error: 'When joining: You are not invited to this room.',
      }),
  },
  {
    what: 'a body without a required key is refused',
    method: 'PUT',
    path: `${member}?${token}`,
    body: {},
    right: (status, body) => status >= 400 && hasKeys(body, 'errcode', 'error'),
  },
  {
    what: 'a request without a token is refused with an error object',
    method: 'GET',
    path: `${room}/state`,
    right: (status, body) => status === 401 && hasKeys(body, 'errcode', 'error'),
  },
];

/** Asks one question. @returns whether the answer was right */
async function ask(url: string, question: Question): Promise<boolean> {
  const { what, method, path, headers, body, right } = question;
  const response = await fetch(url + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer: unknown = text === '' ? null : JSON.parse(text);
  const good = right(response.status, answer);
  console.log(good ? `right: ${what}` : `wrong: ${what}: ${response.status} ${text}`);
  return good;
}

const folder = mkdtempSync(join(tmpdir(), 'rooms-conformance-'));
try {
  const tools = await install({
    what: 'Prism',
    from: fileURLToPath(new URL('../../../bench/exported/', import.meta.url)),
    files: ['package.json', 'package-lock.json'],
    without: '',
  });
  const document = join(folder, 'openapi.json');
  const declaration = withReadings(readDocument(loadDeclaration().raw));
  writeFileSync(document, JSON.stringify(toOpenApi(declaration).document));
  const prism = await start({
    name: 'Prism',
    keepsState: false,
    command: (port) => ({
      program: process.execPath,
      args: [
        join(tools, 'node_modules/@stoplight/prism-cli/dist/index.js'),
        'mock',
        '-p',
        String(port),
        '-v',
        'error',
        document,
      ],
      folder,
    }),
  });
  let wrong = 0;
  for (const question of questions) if (!(await ask(prism.url, question))) wrong += 1;
  await prism.stop();
  if (wrong > 0) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof ProcessError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
