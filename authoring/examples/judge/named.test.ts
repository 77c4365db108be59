import { describe, expect, it } from 'vitest';
import { judge, weighty } from '../testing/check.ts';

const rulesIn = (
  name: string,
  text: string,
  model: string | null = null,
): readonly (readonly [string, string | null])[] =>
  weighty(judge(name, text, {}, model)).map(({ rule, pointer }) => [rule, pointer]);

describe('a file in JSON', () => {
  it('holds an example by its operation, or a list of them', () => {
    const one = {
      operation: 'create_room',
      request: { visibility: 'public' },
      response: { room_id: '!a:b' },
    };
    expect(rulesIn('a.json', JSON.stringify(one))).toEqual([]);
    expect(judge('a.json', JSON.stringify(one)).examples.map(({ of }) => of)).toEqual([
      'create_room',
      'create_room',
    ]);
    const wrong = [
      one,
      { operation: 'invite', request: { user: '@a:b' } },
      { operation: 'get_topic', response: { status: 404, body: { errcode: 'M_NOT_FOUND' } } },
      {
        operation: 'send_message',
        request: { method: 'POST', body: { body: 'x' } },
        response: { status: 200, body: {} },
      },
    ];
    expect(rulesIn('a.json', JSON.stringify(wrong, null, 2))).toEqual([
      ['body-key', '/user_id'],
      ['error-shape', '/error'],
      ['body-key', '/msgtype'],
      ['response-shape', '/event_id'],
    ]);
  });

  it('tells an operation that there is not, at its name', () => {
    const text = '{"operation": "createroom", "request": {}}';
    const [one] = weighty(judge('a.json', text));
    expect(one?.message).toBe('There is no operation createroom; did you mean create_room?');
    expect(text.slice(one?.span.start, one?.span.end)).toBe('"createroom"');
  });

  it('is an instance of a model', () => {
    expect(
      rulesIn('a.json', '{"chunk": [], "start": "a", "end": "b"}', 'MessagePaginationChunk'),
    ).toEqual([]);
    expect(
      rulesIn(
        'a.json',
        '{"chunk": [{"event_id": 5}], "start": "a", "end": "b"}',
        'MessagePaginationChunk',
      ),
    ).toEqual([
      ['body-key', '/chunk/0/room_id'],
      ['body-key', '/chunk/0/type'],
      ['body-key', '/chunk/0/content'],
      ['body-value', '/chunk/0/event_id'],
    ]);
  });

  it('is a recording in which the bodies of answers may be missing, encoded or empty', () => {
    const entry = (response: object): object => ({
      request: {
        method: 'GET',
        url: 'https://example.org/_matrix/client/api/v1/rooms/!a:b/state',
        headers: [],
      },
      response,
    });
    const entries = [
      entry({ status: 0, content: {} }),
      entry({ status: 200, content: { text: 'W10=', encoding: 'base64' } }),
      entry({ status: 200, content: { text: '' } }),
      {
        request: { method: 'GET', url: 'https://example.org/style.css' },
        response: { status: 200 },
      },
      { request: {} },
    ];
    expect(rulesIn('a.har', JSON.stringify({ log: { entries } }))).toEqual([]);
  });
});

describe('a mark', () => {
  const wrong = '{"room_id": 5}';
  const documents: readonly (readonly [name: string, text: (mark: string) => string])[] = [
    ['a.md', (mark) => `<!-- ${mark} -->\n\n\`\`\`json\n${wrong}\n\`\`\`\n`],
    ['b.md', (mark) => `[//]: # (${mark})\n\n    ${wrong}\n`],
    ['a.rst', (mark) => `.. ${mark}\n\n.. code-block:: json\n\n   ${wrong}\n`],
    ['a.adoc', (mark) => `// ${mark}\n[source,json]\n----\n${wrong}\n----\n`],
  ];

  it.each(documents)('names a block or leaves it out in %s', (name, text) => {
    const of = (mark: string): readonly string[] =>
      rulesIn(name, text(`rooms-conformance: ${mark}`)).map(([rule]) => rule);
    expect(of('response create_room')).toEqual(['response-shape']);
    expect(of('response create_room 201')).toEqual(['response-status', 'response-shape']);
    expect(of('model RoomInfo')).toEqual(['body-value']);
    expect(of('request set_topic')).toEqual(['body-key']);
    expect(of('ignore')).toEqual([]);
    expect(of('reponse create_room')).toEqual(['unknown-mark']);
    expect(of('response create_rom')).toEqual(['unknown-mark']);
    expect(of('model Rooms')).toEqual(['unknown-mark']);
    expect(of('response create_room 2000')).toEqual(['unknown-mark']);
  });

  it('that no block follows is told', () => {
    expect(rulesIn('a.md', 'Text.\n\n<!-- rooms-conformance: model RoomInfo -->\n')).toEqual([
      ['unknown-mark', null],
    ]);
    expect(rulesIn('a.md', 'Text.\n\n<!-- a comment for somebody else -->\n')).toEqual([]);
  });
});

describe('a request that is wrong on purpose', () => {
  const base = 'http://localhost:8008/_matrix/client/api/v1';
  const error = (status: string, code: string): string =>
    `HTTP/1.1 ${status}\n\n{"errcode": "${code}", "error": "No."}`;
  const block = (command: string, answer: string): string =>
    `\`\`\`\n${command}\n\n${answer}\n\`\`\`\n`;

  it.each([
    [
      block(
        `curl -X PUT -d '{}' ${base}/rooms/x/state/m.room.topic`,
        error('400 Bad Request', 'M_BAD_JSON'),
      ),
    ],
    [block(`curl -d 'no json' ${base}/createRoom`, error('400 Bad Request', 'M_NOT_JSON'))],
    [
      block(
        `curl -d '{"visibility": "open"}' ${base}/createRoom`,
        '{"errcode": "M_BAD_JSON", "error": "No."}',
      ),
    ],
    [block(`curl ${base}/rooms/x/mesages`, error('404 Not Found', 'M_UNRECOGNIZED'))],
    [
      block(
        `curl -X POST -d '{}' ${base}/rooms/x/state/m.room.topic`,
        error('405 Not Allowed', 'M_UNRECOGNIZED'),
      ),
    ],
  ])('is accepted where the error is shown', (text) => {
    expect(
      weighty(judge('a.md', text)).filter(({ rule }) => rule !== 'error-undocumented'),
    ).toEqual([]);
    expect(
      weighty(judge('a.md', text.replace(/\n\n(?:HTTP|\{"errcode)[\s\S]*(?=\n```)/, ''))).length,
    ).toBe(1);
  });
});
