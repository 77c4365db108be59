import { readRecording, type RecordingItem } from '../read.ts';
import type { RecordingFormat } from '../format.ts';

/** An entry of a HAR as most recorders write it: a member reads the topic of a room. */
export const harEntry = (more: object = {}): Record<string, unknown> => ({
  startedDateTime: '2014-09-03T12:00:00.000Z',
  time: 12,
  request: request(),
  response: response(),
  cache: {},
  timings: { send: 0, wait: 12, receive: 0 },
  ...more,
});

export const request = (more: object = {}): Record<string, unknown> => ({
  method: 'GET',
  url: 'https://hs.example/_matrix/client/api/v1/rooms/!r%3Ahs/state/m.room.topic?access_token=s3cr3t-token',
  httpVersion: 'HTTP/1.1',
  cookies: [],
  headers: [{ name: 'Accept', value: 'application/json' }],
  queryString: [{ name: 'access_token', value: 's3cr3t-token' }],
  headersSize: -1,
  bodySize: 0,
  ...more,
});

export const response = (more: object = {}): Record<string, unknown> => ({
  status: 200,
  statusText: 'OK',
  httpVersion: 'HTTP/1.1',
  cookies: [],
  headers: [{ name: 'Content-Type', value: 'application/json' }],
  content: { size: 15, mimeType: 'application/json', text: '{"topic":"tea"}' },
  redirectURL: '',
  headersSize: -1,
  bodySize: 15,
  ...more,
});

/** A HAR with these entries. */
export const harOf = (entries: readonly unknown[], indent?: number): string =>
  JSON.stringify(
    { log: { version: '1.2', creator: { name: 'x', version: '1' }, entries } },
    null,
    indent,
  );

/** Bytes in pieces, as a file gives them. */
export async function* pieces(
  ...all: readonly (string | Uint8Array)[]
): AsyncGenerator<Uint8Array> {
  for (const one of all) yield typeof one === 'string' ? Buffer.from(one) : one;
}

/** Everything that a recording holds. */
export async function readAll(
  source: AsyncIterable<Uint8Array>,
  format: RecordingFormat | null = null,
): Promise<readonly RecordingItem[]> {
  const items: RecordingItem[] = [];
  for await (const item of readRecording(source, { file: 0, format })) items.push(item);
  return items;
}
