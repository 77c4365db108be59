import { describe, expect, it } from 'vitest';
import { allFindings, judge, weighty } from '../testing/check.ts';

const base = 'http://localhost:8008/_matrix/client/api/v1';
const fence = (language: string, ...lines: readonly string[]): string =>
  ['```' + language, ...lines, '```', ''].join('\n');
const sh = (...lines: readonly string[]): string => fence('sh', ...lines);
const http = (...lines: readonly string[]): string => fence('http', ...lines);

/** Right documents that a checker may easily report: the text, and the operations that are judged. */
const right: Readonly<Record<string, readonly [text: string, ...operations: readonly string[]]>> = {
  'a method without a space': [
    sh(`curl -XPUT -d '{}' "${base}/join/%23a:b?access_token=T"`),
    'join',
  ],
  'a method with a space, behind the URL': [sh(`curl ${base}/join/%23a:b -d {} -X PUT`), 'join'],
  'a long option with an equals sign': [
    sh(`curl --request=PUT --data='{"topic":"x"}' '${base}/rooms/!a:b/state/m.room.topic'`),
    'set_topic',
  ],
  'several short options in one word': [
    sh(`curl -skXPOST ${base}/rooms/\\!a:b/join -d'{}'`),
    'join_room',
  ],
  '--json': [sh(`curl --json '{"name":"x"}' ${base}/createRoom`), 'create_room'],
  '--url before everything': [
    sh(`curl --url "${base}/createRoom" --data-binary '{}'`),
    'create_room',
  ],
  'a value behind an option that is not known here': [
    sh(`curl --retry 3 -o out.json "${base}/rooms/!a:b/state"`),
    'get_state_events',
  ],
  'lines that go on, with comments between commands': [
    sh(
      '# Make a room',
      'curl -X POST \\',
      "  -H 'Content-Type: application/json' \\",
      '  -H "Authorization: Bearer $TOKEN" \\',
      `  -d '{`,
      '    "name": "It is here",',
      '    "visibility": "private"',
      "  }' \\",
      `  "${base}/createRoom" | python -m json.tool`,
      '# and look at it',
      `curl "${base}/rooms/$ROOM/state?access_token=$TOKEN" | jq '.[] | .type'`,
    ),
    'create_room',
    'get_state_events',
  ],
  'JSON in double quotes, with a variable': [
    sh(`curl -d "{\\"user_id\\": \\"$USER\\"}" "${base}/rooms/$ROOM/invite"`),
    'invite',
  ],
  'quotes that change within a word': [
    sh(`curl -d '{"msgtype":"m.text","body":"it'"'"'s"}' ${base}/rooms/x/send/m.room.message`),
    'send_message',
  ],
  'quotes with escapes': [
    sh(`curl -d $'{"msgtype":"m.text","body":"it\\'s"}' ${base}/rooms/x/send/m.room.message`),
    'send_message',
  ],
  'a document behind the command': [
    sh(
      `curl -d @- "${base}/rooms/!a:b/ban" <<'EOF'`,
      '{',
      '  "user_id": "@a:b",',
      '  "reason": "noise"',
      '}',
      'EOF',
    ),
    'ban',
  ],
  'a body from a pipe': [
    sh(`echo '{"user_id":"@a:b"}' | curl -d @- ${base}/rooms/x/invite`),
    'invite',
  ],
  'a command in an assignment and in a condition': [
    sh(
      `room=$(curl -s -d '{}' "${base}/createRoom" | jq -r .room_id)`,
      `if curl -sf "${base}/rooms/$room/state"; then echo yes; fi`,
    ),
    'create_room',
    'get_state_events',
  ],
  'a base in a variable of the document': [
    sh(`BASE=${base}`) + '\nThen:\n\n' + sh(`curl "$BASE/rooms/\${ROOM}/members?limit=\${N}"`),
    'get_members',
  ],
  'a base in a variable of the reader': [
    sh('curl $SERVER/rooms/$ROOM/initialSync'),
    'get_room_sync_data',
  ],
  'data for the query': [
    sh(`curl -G ${base}/rooms/x/messages -d limit=3 --data-urlencode 'from=a b'`),
    'get_messages',
  ],
  'a prompt, and output that is cut': [
    fence(
      'console',
      `user@host:~$ curl ${base}/rooms/x/state`,
      '[{"type": "m.room.name", "event_id": "…", "room_id": "…"},',
      ' ...]',
      '$ ls',
      'a b',
    ),
    'get_state_events',
  ],
  'output with headers': [
    fence(
      '',
      `curl -i ${base}/rooms/x/state/m.room.topic`,
      '',
      'HTTP/1.1 404 Not Found',
      'Content-Type: application/json',
      '',
      '{"errcode":"M_NOT_FOUND","error":"Topic not found."}',
    ),
    'get_topic',
  ],
  'everything that curl -v says': [
    fence(
      '',
      `$ curl -v ${base}/rooms/x/state/m.room.topic`,
      '* Trying 127.0.0.1:8008...',
      '> GET /_matrix/client/api/v1/rooms/x/state/m.room.topic HTTP/1.1',
      '> Host: localhost:8008',
      '>',
      '< HTTP/1.1 200 OK',
      '< Content-Type: application/json',
      '<',
      '{"topic": "x"}',
      '* Connection #0 left intact',
    ),
    'get_topic',
  ],
  'a request line alone': [http('POST /createRoom'), 'create_room'],
  'a request without a version, with its body': [
    http('POST /createRoom', '{"name": "x"}'),
    'create_room',
  ],
  'templates in a path': [
    http('PUT /_matrix/client/api/v1/rooms/{roomId}/send/{eventType}/{txnId}'),
    'send_non_state_event',
  ],
  'parameters with a colon': [http('GET /rooms/:roomId/members'), 'get_members'],
  'placeholders with spaces': [
    sh(
      `curl -X PUT -d '{"membership": "<membership>"}' "${base}/rooms/<room id>/state/m.room.member/<user id>"`,
    ),
    'set_membership',
  ],
  'a heading between request and response': [
    `### Request\n\n${http('GET /rooms/{roomId}/messages')}\n### Response\n\n${fence('json', '{"start": "a", "end": "b", "chunk": []}')}`,
    'get_messages',
  ],
  'a body in a block of its own': [
    `${http('POST /createRoom')}\nwith this body:\n\n${fence('json', '{"visibility": "public"}')}\nThe server responds:\n\n${fence('json', '{"room_id": "!a:b"}')}`,
    'create_room',
  ],
  'a success and an error': [
    `${http('GET /rooms/x/state/m.room.topic')}\nreturns\n\n${fence('json', '{"topic": "x"}')}\nor, if there is none, this response:\n\n${fence('json', '{"errcode": "M_NOT_FOUND", "error": "Topic not found."}')}`,
    'get_topic',
  ],
  'JSON with comments, commas and gaps': [
    `${sh(`curl ${base}/rooms/x/messages`)}\nThe answer:\n\n${fence(
      'json',
      '{',
      '  "start": "a",   // where it begins',
      '  "end": <token>,',
      '  "chunk": [',
      '    { "type": "m.room.message", "content": {...}, ... },',
      '    ...',
      '    { "event_id": "b", /* more */ },',
      '  ],',
      '  # and so on',
      '}',
    )}`,
    'get_messages',
  ],
  'types in the place of values': [
    `${http('GET /rooms/{roomId}/messages')}\nResponse:\n\n${fence('json', '{"start": string, "end": "string", "chunk": [MessageEvent]}')}`,
    'get_messages',
  ],
  'values to choose from': [
    sh(`curl -d '{"visibility": "public|private"}' ${base}/createRoom`),
    'create_room',
  ],
  'a ban, which the list of values forgets': [
    sh(`curl -X PUT -d '{"membership": "ban"}' ${base}/rooms/x/state/m.room.member/@a:b`),
    'set_membership',
  ],
  'keys that the declaration does not know': [
    sh(
      `curl -d '{"invite": ["@a:b"], "preset": "public_chat", "creation_content": {"m.federate": false}}' ${base}/createRoom`,
    ),
    'create_room',
  ],
  'a join by POST': [sh(`curl -d '{}' '${base}/join/!a:b?access_token=T'`), 'join'],
  'a state key that is left out, or empty': [
    http('PUT /rooms/x/state/m.room.name', '{"name": "x"}') +
      http('PUT /rooms/x/state/m.room.name/', '{"name": "x"}'),
    'send_state_event',
    'send_state_event',
  ],
  'another event that has no message type': [
    http('POST /rooms/x/send/org.example.thing', '{"a": 1}'),
    'send_non_state_event',
  ],
  'a server behind a proxy': [
    sh('curl https://example.org/matrix/_matrix/client/api/v1/rooms/x/state'),
    'get_state_events',
  ],
  'a token that is cut': [
    sh(`curl "${base}/rooms/x/state?access_token=QG15Zn...XKuGd"`),
    'get_state_events',
  ],
  'an error that is usual': [
    http(
      'POST /rooms/x/invite',
      'Content-Type: application/json',
      '',
      '{"user_id": "@a:b"}',
      '',
      'HTTP/1.1 403 Forbidden',
      '',
      '{"errcode": "M_FORBIDDEN", "error": "You are not in the room."}',
    ),
    'invite',
  ],
  'too many requests': [
    http(
      'POST /createRoom',
      '{}',
      '',
      'HTTP/1.1 429 Too Many Requests',
      '',
      '{"errcode": "M_LIMIT_EXCEEDED", "error": "Slow down", "retry_after_ms": 2000}',
    ),
    'create_room',
  ],
  'requests of other APIs, whatever they hold': [
    sh(
      `curl -d '{"type": 5}' ${base}/login`,
      `curl ${base}/events?from=END`,
      'curl https://example.org/rooms/12/messages',
      `curl -X PUT -d '{}' ${base}/rooms/x/typing/@a:b`,
      'curl http://localhost:8008/_matrix/client/v3/rooms/x/state',
    ),
  ],
  'JSON that belongs to nothing': [
    `# Settings\n\n${fence('json', '{"room_id": 5, "start": null}')}`,
  ],
  'an event behind a request that answers with a page': [
    `${http('GET /rooms/x/messages')}\nAn event of a room looks like this.\n\n${fence('json', '{"type": "m.room.name", "sender": "@a:b"}')}`,
    'get_messages',
  ],
  'an event of a page, behind words about the page': [
    `${http('GET /rooms/x/messages')}\nThis returns a page of events. Each event looks like this:\n\n${fence('json', '{"type": "m.room.name", "sender": "@a:b"}')}`,
    'get_messages',
  ],
  'a part of the state, behind a request for all of it': [
    `${http('GET /rooms/x/initialSync')}\nThe room has a name.\n\n${fence('json', '{"room_id": "!a:b", "type": "m.room.name"}')}`,
    'get_room_sync_data',
  ],
  'a block that is left out': [
    `<!-- rooms-conformance: ignore -->\n\n${sh(`curl ${base}/rooms/x/mesages`)}`,
  ],
  'a block of another language': [
    fence('python', `requests.get("${base}/rooms/x/mesages")`, "curl -d '{' x"),
  ],
  'a bare body that is named': [
    `<!-- rooms-conformance: request create_room -->\n\n${fence('json', '{"name": "x"}')}\n<!-- rooms-conformance: response get_topic 404 -->\n\n${fence('json', '{"errcode": "M_NOT_FOUND", "error": "Topic not found."}')}`,
    'create_room',
    'get_topic',
  ],
  'Windows line ends': [
    http('POST /createRoom', '', '{"name": "x"}').replaceAll('\n', '\r\n'),
    'create_room',
  ],
};

describe('a right document that is unusual', () => {
  it.each(Object.entries(right))('%s', (_, [text, ...operations]) => {
    const judged = judge('guide.md', `# Matrix\n\n${text}`);
    expect(weighty(judged)).toEqual([]);
    expect(judged.examples.flatMap(({ of }) => of ?? [])).toEqual(operations);
  });

  it('reads quotes in reStructuredText that forgot their colons, lists and directives', () => {
    const text = [
      'Joining:',
      '',
      `    curl -XPOST -d '{}' "${base}/rooms/%21a:b/join?access_token=T"`,
      '    ',
      'NB: all is well.',
      '',
      '- in a list::',
      '',
      `    $ curl ${base}/rooms/x/state/m.room.topic`,
      '    {"topic": "x"}',
      '',
      '  .. sourcecode:: http',
      '     :caption: A page',
      '',
      '     GET /rooms/x/members HTTP/1.1',
      '',
      '.. rooms-conformance: ignore',
      '',
      '::',
      '',
      `  curl ${base}/rooms/x/nothing`,
    ].join('\n');
    const judged = judge('guide.rst', text);
    expect(weighty(judged)).toEqual([]);
    expect(judged.examples.flatMap(({ of }) => of ?? [])).toEqual([
      'join_room',
      'get_topic',
      'get_members',
    ]);
    expect(judged.document.ignored).toBe(1);
  });

  it('reads files beside the document, and says so of those that it cannot read', () => {
    const command = sh(`curl -X PUT --data @topic.json ${base}/rooms/x/state/m.room.topic`);
    expect(weighty(judge('a.md', command, { 'topic.json': '{"topic": "x"}' }))).toEqual([]);
    expect(
      weighty(judge('a.md', command, { 'topic.json': '{"text": "x"}' })).map(({ rule }) => rule),
    ).toEqual(['body-key']);
    expect(
      allFindings(judge('a.md', command)).map(({ rule, message }) => [rule, message.slice(0, 24)]),
    ).toContainEqual(['not-judged', 'The file topic.json cann']);
  });
});

/** Commands that do not do what they say: the rule, the text at its place, and the correction. */
const quoting: Readonly<
  Record<string, readonly [command: string, at: string, correction: string | null]>
> = {
  'quotes in quotes': [
    `curl -d "{"msgtype":"m.text"}" ${base}/rooms/x/send/m.room.message`,
    '"{"msgtype"',
    `'{"msgtype":"m.text"}'`,
  ],
  'an & outside of quotes': [
    `curl ${base}/rooms/x/messages?access_token=TOKEN&limit=5`,
    '&limit',
    `"${base}/rooms/x/messages?access_token=TOKEN&limit=5"`,
  ],
  'a space behind a backslash': [`curl -X POST \\  \n  -d '{}' ${base}/rooms/x/join`, '  \n', ''],
  'a quote that is not closed': [
    `curl -d '{"msgtype":"m.text"} ${base}/rooms/x/send/m.room.message`,
    "'{",
    null,
  ],
};

/** Requests of APIs that have rooms too. */
const others: Readonly<Record<string, string>> = {
  'another API with the same words':
    http('POST /rooms/12/invite', '{"email": "a@example.org"}') +
    http('POST /rooms/{id}/messages', '{"text": "x"}') +
    http('GET /join/abc'),
  'the API for administrators':
    http('GET /_synapse/admin/v1/rooms/<room_id>/members') +
    http('POST /_synapse/admin/v1/join/<room_id_or_alias>', '{"user_id": "@a:b"}') +
    sh('curl http://x/_synapse/admin/v1/rooms/%21a%3Ab/members'),
  'the API of application services':
    sh(
      'curl "http://x/rooms/%23a%3Ab?access_token=T"',
      'curl "$AS/rooms/%23a%3Ab?access_token=T"',
    ) +
    http('GET /rooms/$room_alias?access_token=$hs_token') +
    http('GET /_matrix/app/v1/rooms/{roomAlias}'),
  federation:
    http('PUT /_matrix/federation/v1/invite/{roomId}/{eventId}') +
    http('GET /_matrix/federation/v1/publicRooms'),
};

describe('a document about another API', () => {
  it.each(Object.entries(others))('is not judged: %s', (_, text) => {
    const judged = judge('guide.md', text);
    expect(weighty(judged)).toEqual([]);
    expect(judged.examples.flatMap(({ of }) => of ?? [])).toEqual([]);
  });
});

describe('a command that is quoted wrongly', () => {
  it.each(Object.entries(quoting))('%s', (_, [command, at, correction]) => {
    const text = sh(command);
    const found = weighty(judge('guide.md', text));
    expect(found.map(({ rule }) => rule)).toEqual(['wrong-quoting']);
    const [one] = found;
    expect(text.slice(one?.span.start).startsWith(at)).toBe(true);
    expect(one?.suggestion?.text ?? null).toBe(correction);
  });
});
