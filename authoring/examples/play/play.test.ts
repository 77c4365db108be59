import { describe, expect, it } from 'vitest';
import { createReferenceServer } from '../../../reference-server/index.ts';
import { allFindings } from '../testing/check.ts';
import { guide, printers, type Step, type StepName, stepsWith } from '../testing/guide.ts';
import { play, playedFindings, update } from '../testing/play.ts';

const formats = Object.keys(printers);
const documentOf = (format: string, changes: Partial<Record<StepName, Partial<Step>>>): string =>
  printers[format]?.(stepsWith(changes)) ?? '';

describe('a guide that is played', () => {
  it.each(formats)('goes from nothing to messages in the format %s', async (format) => {
    const played = await play(`guide.${format}`, documentOf(format, {}));
    expect(playedFindings(played)).toEqual([]);
    expect(played.examples.map(({ outcome }) => outcome)).toEqual(
      Object.keys(guide).map(() => 'as shown'),
    );
    expect(played.bound.map(({ from }) => from)).toContain('!asfLdzLnOdGRkdPZWu:localhost');
    expect(played.bound).toContainEqual({
      from: 'YOUR_ACCESS_TOKEN',
      to: 'the token of @walter:localhost',
    });
  });

  it('tells no token of the target', async () => {
    const played = await play('guide.md', documentOf('curl.md', {}));
    const tokens = played.bindings.users.map(({ token }) => token);
    expect(tokens.length).toBe(2);
    const { bindings: _, ...rest } = played;
    const told = JSON.stringify([rest.bound, rest.examples.map(({ findings }) => findings)]);
    for (const token of tokens) expect(told).not.toContain(token);
    for (const token of tokens) expect(update(played)).not.toContain(token);
  });

  it('is played a second time at the same server, with names that are not taken', async () => {
    const server = createReferenceServer();
    const { url } = await server.listen();
    const text = documentOf('rst', {});
    await play('guide.rst', text, url);
    const played = await play('guide.rst', text, url);
    await server.close();
    expect(playedFindings(played)).toEqual([]);
    expect(played.bound.find(({ from }) => from === 'walter')?.to).toMatch(/^walter-\w+$/);
    expect(played.bound.find(({ from }) => from === 'workshop')?.to).toMatch(/^workshop-\w+$/);
  });

  it('registers somebody where the document makes no account', async () => {
    const text =
      '```sh\ncurl -d "{}" "http://x/_matrix/client/api/v1/createRoom?access_token=$TOKEN"\n```\n\nThe answer:\n\n```json\n{"room_id": "!a:b"}\n```\n\n```http\nGET /rooms/{roomId}/state\nAuthorization: Bearer $TOKEN\n```\n';
    const played = await play('guide.md', text);
    expect(played.examples.map(({ outcome }) => outcome)).toEqual(['as shown', 'as shown']);
    expect(played.bound.map(({ from }) => from)).toEqual(['$TOKEN', '!a:b', '{roomId}']);
  });

  it('gives each user the own token', async () => {
    const base = 'http://x/_matrix/client/api/v1';
    const register = (name: string): string =>
      `curl -d '{"user":"${name}","password":"p","type":"m.login.password"}' ${base}/register`;
    const text = `\`\`\`sh
${register('alice')}
${register('robert')}
curl -d '{}' "${base}/createRoom?access_token=ALICE_TOKEN"
curl -d '{"user_id":"@robert:localhost"}' "${base}/rooms/$ROOM/invite?access_token=ALICE_TOKEN"
curl -X PUT -d '{"membership":"join"}' "${base}/rooms/$ROOM/state/m.room.member/@robert:localhost?access_token=YOUR_TOKEN"
curl "${base}/rooms/$ROOM/state/m.room.member/@robert:localhost?access_token=$ROBERT_TOKEN"
{"membership": "join"}
\`\`\``;
    const played = await play('guide.md', text);
    expect(playedFindings(played)).toEqual([]);
    expect(played.examples.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 6 }, () => 'as shown'),
    );
  });
});

/** What is wrong, what is said of it, and the text at its place. */
const different: Readonly<
  Record<
    string,
    readonly [changes: Partial<Record<StepName, Partial<Step>>>, rule: string, at: string]
  >
> = {
  'another value': [{ member: { response: '{"membership": "join"}' } }, 'played-value', '"join"'],
  'another text in a message': [
    {
      messages: {
        response:
          '{"chunk": [{"type": "m.room.message", "event_id": "a", "room_id": "!asfLdzLnOdGRkdPZWu:localhost", "content": {"msgtype": "m.text", "body": "bye"}}], "start": "a", "end": "b"}',
      },
    },
    'played-value',
    '"bye"',
  ],
  'a key that is not sent': [
    { send: { response: '{"event_id": "a", "topic": "b"}' } },
    'played-shape',
    '"topic"',
  ],
  'another type': [
    {
      messages: {
        response:
          '{"chunk": [{"type": "m.room.create", "event_id": "a", "room_id": "!asfLdzLnOdGRkdPZWu:localhost", "content": {"creator": 5}}], "start": "a", "end": "b"}',
      },
    },
    'played-shape',
    '5',
  ],
  'a success where there is an error': [
    { topic: { status: 403, response: '{"errcode": "M_FORBIDDEN", "error": "No."}' } },
    'played-status',
    '403',
  ],
  'more elements than there are': [
    {
      state: {
        response: `[${Array.from({ length: 30 }, (_, i) => `{"type": "t${i}", "event_id": "e${i}", "room_id": "!asfLdzLnOdGRkdPZWu:localhost"}`).join(',')}]`,
      },
    },
    'played-',
    '',
  ],
};

describe('a guide whose responses are not those of the target', () => {
  it.each(Object.entries(different))('%s', async (_, [changes, rule, at]) => {
    const text = documentOf('curl.md', changes);
    const found = playedFindings(await play('guide.md', text));
    expect(found.map((one) => one.rule).every((one) => one.startsWith(rule))).toBe(true);
    expect(found.length).toBeGreaterThan(0);
    expect(text.slice(found[0]?.span.start).startsWith(at)).toBe(true);
  });

  it('tells a target that refuses from an example that is wrong', async () => {
    const early = '/rooms/%21asfLdzLnOdGRkdPZWu:localhost/state/m.room.topic';
    const refused = await play(
      'guide.md',
      documentOf('curl.md', {
        send: {
          method: 'GET',
          path: early,
          body: undefined as never,
          response: undefined as never,
        },
      }),
    );
    expect(playedFindings(refused).map(({ rule }) => rule)).toContain('refused');
    const wrong = await play(
      'guide.md',
      documentOf('curl.md', { topic: { body: '{"text": "x"}', response: undefined as never } }),
    );
    const [one] = playedFindings(wrong);
    expect(one?.rule).toBe('not-played');
    expect(one?.message).toContain('the example is wrong');
    const unknown = await play(
      'guide.md',
      documentOf('curl.md', { create: { path: '/createRooms' } }),
    );
    expect(playedFindings(unknown).map(({ rule }) => rule)).toContain('not-played');
    expect(playedFindings(unknown).map(({ rule }) => rule)).not.toContain('refused');
  });
});

describe('a document that is updated', () => {
  const wrong: Partial<Record<StepName, Partial<Step>>> = {
    register: {
      response:
        '{\n    "access_token": "QHdhbHRlcjpsb2NhbGhvc3Q.AqdSzFmFYrLrTmteXc",\n    "home_server": "localhost",\n    "home": 5,\n    "user_id": "@walter:localhost"\n}',
    },
    create: {
      status: 201,
      response:
        '{\n    "room_alias": 5,\n    "more": true,\n    "again": [1, 2],\n    "room_id": "!asfLdzLnOdGRkdPZWu:localhost"\n}',
    },
    member: { response: '{"membership":"join","displayname":"x"}' },
    join: { response: '{"event_id": "a"}' },
    messages: {
      response:
        '{\n  "chunk": [\n    {\n      "type": "m.room.message",\n      "content": {"body": "hello!", "msgtype": "m.text"},\n      "event_id": "YUwRidLecu",\n      "room_id": "!asfLdzLnOdGRkdPZWu:localhost"\n    }\n  ],\n  "end": "s39_18_0"\n}',
    },
    state: { response: '{\n  "chunk": [],\n  "start": "a",\n  "end": "b"\n}' },
  };

  // In a recording, bodies are texts within texts.
  it.each(formats.filter((format) => format !== 'har'))(
    'has nothing wrong afterwards in the format %s, and a second time changes nothing',
    async (format) => {
      const name = `guide.${format}`;
      const before = documentOf(format, wrong);
      const first = await play(name, before);
      expect(playedFindings(first).length).toBeGreaterThan(5);
      const after = update(first);
      const second = await play(name, after);
      expect(allFindings(second).filter(({ severity }) => severity !== 'info')).toEqual([]);
      expect(update(second)).toBe(after);
      // What was right stays as it was, requests and prose among it.
      const right = documentOf(format, {}).split('\n');
      for (const line of right.filter(
        (one) => /curl|^#|^=|^\d\.|POST|"Tools"/.test(one) && !one.includes('response'),
      ))
        expect(after).toContain(line);
      expect(after).toContain('QHdhbHRlcjpsb2NhbGhvc3Q.AqdSzFmFYrLrTmteXc');
    },
  );

  it('keeps indentation, quotes of lists and the order of keys', async () => {
    const text = documentOf('list.md', {
      messages: { response: '{\n   "start": "a",\n   "chunk": [],\n   "extra": 1\n}' },
      create: { response: '{\n\t"room_id": "!asfLdzLnOdGRkdPZWu:localhost"\n}' },
    });
    expect(update(await play('guide.md', text))).toContain(
      ['   > {', '   >    "start": "a",', '   >    "chunk": [],', '   >    "end": "'].join('\n'),
    );
  });

  it('changes nothing where everything is right', async () => {
    for (const format of ['curl.md', 'rst']) {
      const text = documentOf(format, {});
      expect(update(await play(`guide.${format}`, text))).toBe(text);
    }
  });
});
