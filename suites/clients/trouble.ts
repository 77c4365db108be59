import type { Scenario } from '../../clients/stage/scenario.ts';
import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { Action } from '../../mock/rules/document.ts';

/** Trouble on the way of an answer, and what binds a client that meets it. */
const troubles: readonly (readonly [name: string, ClientRequirementId, Action])[] = [
  ['a-server-error', 'CLIENT-21', { error: { status: 500, errcode: 'M_UNKNOWN' } }],
  [
    'a-gateway',
    'CLIENT-21',
    {
      respond: {
        status: 502,
        headers: { 'content-type': 'text/html' },
        text: '<h1>Bad Gateway</h1>',
      },
    },
  ],
  ['cut-json', 'CLIENT-21', { malformed: 'json' }],
  ['broken-utf-8', 'CLIENT-21', { malformed: 'utf8' }],
  ['html', 'CLIENT-21', { malformed: 'html' }],
  ['an-empty-body', 'CLIENT-21', { malformed: 'empty' }],
  ['a-truncated-body', 'CLIENT-21', { truncate: 7 }],
  ['an-endless-body', 'CLIENT-21', 'endless'],
  ['a-reset-connection', 'CLIENT-21', 'reset'],
  ['a-closed-connection', 'CLIENT-21', 'closeBefore'],
  ['no-answer', 'CLIENT-22', 'never'],
];

/** A read that meets trouble ends with a success or an error; afterwards the client is as well as before. */
const reads: readonly Scenario[] = troubles.map(([name, requirement, action]) => ({
  id: `clients/trouble/reading-meets-${name}`,
  title: `A read that meets ${name.replaceAll('-', ' ')} ends, and the client goes on.`,
  requires: [requirement],
  needs: ['read_members'],
  async run({ world, act, need, must, lobby: roomId }) {
    await need('alice', 'read_members', { roomId });
    const [rule] = world.addRules([
      { when: { operation: 'get_members' }, then: action, times: 'always' },
    ]);
    const reply = await act('alice', 'read_members', { roomId });
    must.survive(requirement, reply, 'reading the members');
    must.equal(requirement, 'whether a broken answer is told as a success', reply.kind, 'error');
    rule?.remove();
    const after = await act('alice', 'read_members', { roomId });
    must.succeed(requirement, after, 'the same once the trouble is over');
  },
}));

/** A message whose answer is lost: there once if the client says that it was sent, and never twice. */
const lost: readonly Scenario[] = (
  [
    ['before', 'closeBefore'],
    ['after', 'closeAfter'],
    ['reset', 'reset'],
    ['cut', { truncate: 5 }],
  ] as const
).map(([name, action]) => ({
  id: `clients/trouble/message-lost-${name}`,
  title: `A message whose answer is lost (${name}) is never there twice, and is there if the client says so.`,
  requires: ['CLIENT-11'],
  needs: ['send_message'],
  async run({ world, act, need, must, server, lobby: roomId }) {
    await need('alice', 'send_message', { roomId, text: 'first' });
    world.addRules([{ when: { operation: 'send_message' }, then: action }]);
    const reply = await act('alice', 'send_message', { roomId, text: 'second' });
    must.survive('CLIENT-21', reply, 'sending a message');
    const times = server.history(roomId).filter((text) => text === 'second').length;
    must.equal('CLIENT-11', 'whether the message is there twice', times > 1, false);
    if (reply.kind === 'ok') must.equal('CLIENT-24', 'how often the message is there', times, 1);
    await need('alice', 'send_message', { roomId, text: 'third' });
  },
}));

/** Everything else that can go wrong. */
export const troubleScenarios: readonly Scenario[] = [
  ...reads,
  ...lost,
  {
    id: 'clients/trouble/rate-limit',
    title: 'A client that is told to wait waits.',
    requires: ['CLIENT-19'],
    needs: ['send_message'],
    async run({ world, act, need, must, server, lobby: roomId }) {
      await need('alice', 'send_message', { roomId, text: 'first' });
      world.on({ operation: 'send_message' }).rateLimit(300).once();
      const reply = await act('alice', 'send_message', { roomId, text: 'second' });
      must.survive('CLIENT-21', reply, 'sending a message');
      const times = server.history(roomId).filter((text) => text === 'second').length;
      must.equal('CLIENT-24', 'how often the message is there', times, reply.kind === 'ok' ? 1 : 0);
    },
  },
  {
    id: 'clients/trouble/refused-token',
    title: 'A token that is refused is an error, and is not tried over and over.',
    requires: ['CLIENT-31'],
    needs: ['send_message', 'read_members'],
    async run({ world, act, need, must, lobby: roomId }) {
      await need('alice', 'send_message', { roomId, text: 'first' });
      const rule = world.on({ user: 'alice' }).refuse('CONV-03').always();
      const reply = await act('alice', 'send_message', { roomId, text: 'second' });
      must.report('CLIENT-31', reply, { status: 401, errcode: 'M_UNKNOWN_TOKEN' });
      rule.remove();
    },
  },
  {
    id: 'clients/trouble/redirect',
    title: 'An answer that leads to another origin does not take the access token there.',
    requires: ['CLIENT-23'],
    needs: ['read_members'],
    async run({ world, act, need, must, elsewhere, lobby: roomId }) {
      await need('alice', 'read_members', { roomId });
      const rule = world.on({ operation: 'get_members' }).redirect(elsewhere.url).always();
      const reply = await act('alice', 'read_members', { roomId });
      must.survive('CLIENT-21', reply, 'reading the members');
      rule.remove();
      const leaked = elsewhere.requestsWithToken('alice');
      must.equal('CLIENT-23', 'requests with the access token to another origin', leaked, 0);
      await need('alice', 'read_members', { roomId });
    },
  },
  ...(
    ['void-is-empty-string', 'void-is-null', 'void-is-an-object', 'void-is-no-byte'] as const
  ).map((variant): Scenario => ({
    id: `clients/trouble/${variant}`,
    title: 'Any body, or none, is the success of an operation that returns nothing.',
    requires: ['CLIENT-13'],
    needs: ['set_topic'],
    control: 'clients/set_topic/is-set',
    variant,
    async run({ act, must, server, lobby: roomId }) {
      const reply = await act('alice', 'set_topic', { roomId, topic: 'Tea' });
      must.succeed('CLIENT-13', reply, 'setting a topic');
      must.equal('CLIENT-13', 'the topic afterwards', server.topic(roomId), 'Tea');
    },
  })),
];
