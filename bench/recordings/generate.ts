import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

const basePath = 'https://hs.example/_matrix/client/api/v1';

/**
 * Writes a HAR of at least so many bytes: users make rooms, send messages and read pages, one after the other. Rooms, users
 * and tokens are new ones all the time.
 * @param messages of one room, after which somebody else makes another one
 */
export async function generateHar(
  path: string,
  bytes: number,
  messages: number,
): Promise<{ readonly entries: number }> {
  const file = createWriteStream(path);
  const made = { bytes: 0, entries: 0 };
  const write = async (text: string): Promise<void> => {
    made.bytes += text.length;
    if (!file.write(text)) await once(file, 'drain');
  };
  await write(
    '{"log":{"version":"1.2","creator":{"name":"bench","version":"1"},"pages":[],"entries":[\n',
  );
  for (let room = 0; made.bytes < bytes; room += 1) {
    const token = `token-of-user-${room}-${(room * 7919).toString(36)}`;
    const roomId = `!room${room}:hs.example`;
    const events: object[] = [];
    const add = async (method: string, way: string, body: object | null, answer: object) => {
      await write(
        `${made.entries === 0 ? '' : ',\n'}${entryOf(made.entries, method, way, token, body, answer)}`,
      );
      made.entries += 1;
    };
    await add('POST', '/createRoom', { visibility: 'public' }, { room_id: roomId });
    for (let i = 0; i < messages; i += 1) {
      const content = { msgtype: 'm.text', body: `${i}: ${'words '.repeat(30)}` };
      const event_id = `$event${room}x${i}:hs.example`;
      const way = `/rooms/${encodeURIComponent(roomId)}`;
      await add('PUT', `${way}/send/m.room.message/${i}`, content, { event_id });
      const event = { type: 'm.room.message', content, event_id, room_id: roomId };
      events.push({ ...event, user_id: `@user${room}:hs.example`, ts: i });
      if (i % 10 !== 9) continue;
      const chunk = events.slice(-10).toReversed();
      await add('GET', `${way}/messages`, null, { start: `s${i}`, end: `e${i}`, chunk });
    }
  }
  await write('\n]}}\n');
  file.end();
  await once(file, 'close');
  return { entries: made.entries };
}

function entryOf(
  number: number,
  method: string,
  way: string,
  token: string,
  body: object | null,
  answer: object,
): string {
  const text = JSON.stringify(answer);
  const query = way.endsWith('/messages') ? 'from=END&dir=b&limit=10&' : '';
  const type = { name: 'Content-Type', value: 'application/json' };
  return JSON.stringify({
    startedDateTime: new Date(1_409_745_600_000 + number * 50).toISOString(),
    time: 20,
    request: {
      method,
      url: `${basePath}${way}?${query}access_token=${token}`,
      httpVersion: 'HTTP/1.1',
      headers: [{ name: 'User-Agent', value: 'bench' }, ...(body === null ? [] : [type])],
      queryString: [],
      cookies: [],
      ...(body === null
        ? {}
        : { postData: { mimeType: 'application/json', text: JSON.stringify(body) } }),
      headersSize: -1,
      bodySize: body === null ? 0 : JSON.stringify(body).length,
    },
    response: {
      status: 200,
      statusText: 'OK',
      httpVersion: 'HTTP/1.1',
      headers: [type],
      cookies: [],
      content: { size: text.length, mimeType: 'application/json', text },
      redirectURL: '',
      headersSize: -1,
      bodySize: text.length,
    },
    cache: {},
    timings: { send: 0, wait: 20, receive: 0 },
  });
}
