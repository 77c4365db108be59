import { lobby, type Scenario } from '../../clients/stage/scenario.ts';
import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { Response } from '../../mock/rules/document.ts';
import { nextWriteOf, writeOf, writes } from './writes.ts';

const limited = (more: object, headers: Response['headers'] = {}): Response => ({
  status: 429,
  headers: { 'content-type': 'application/json', ...headers },
  body: { errcode: 'M_LIMIT_EXCEEDED', error: 'Too many requests.', ...more },
});

/** What a limit can say of how long to wait. */
const forms: readonly (readonly [string, string, ClientRequirementId, Response])[] = [
  ['milliseconds', 'that says how long to wait', 'CLIENT-19', limited({ retry_after_ms: 300 })],
  ['no-time', 'that does not say how long to wait', 'CLIENT-21', limited({})],
  ['zero', 'of no time at all', 'CLIENT-21', limited({ retry_after_ms: 0 })],
  [
    'a-fraction',
    'with a fraction of a millisecond',
    'CLIENT-19',
    limited({ retry_after_ms: 60.5 }),
  ],
  ['text', 'whose time is a text', 'CLIENT-21', limited({ retry_after_ms: '60' })],
  ['null', 'whose time is null', 'CLIENT-21', limited({ retry_after_ms: null })],
  ['a-negative-time', 'whose time is negative', 'CLIENT-21', limited({ retry_after_ms: -60 })],
  ['a-header', 'that says so in a header', 'CLIENT-21', limited({}, { 'retry-after': '1' })],
  [
    'both',
    'that says so in both places',
    'CLIENT-19',
    limited({ retry_after_ms: 200 }, { 'retry-after': '1' }),
  ],
  [
    'html',
    'of a gateway',
    'CLIENT-21',
    { status: 429, headers: { 'content-type': 'text/html' }, text: '<h1>Slow down</h1>' },
  ],
];

/** A write that meets a limit once: it is there once if the client says so. */
const limitedWrite = (
  [form, title, requirement, response]: (typeof forms)[number],
  instruction: (typeof writes)[number]['instruction'],
): Scenario => ({
  id: `clients/limits/${instruction}-${form}`,
  title: `A ${instruction} that meets a rate limit ${title} is there if the client says so, and once.`,
  requires: [requirement === 'CLIENT-19' ? 'CLIENT-24' : requirement],
  needs: [instruction],
  async run(stage) {
    const { world, act, must, demandMet } = stage;
    const write = writeOf(instruction);
    const rules = world.addRules(nextWriteOf(write.user, { respond: response }));
    const reply = await act(write.user, instruction, write.args(stage));
    for (const rule of rules) rule.remove();
    must.survive('CLIENT-21', reply, instruction);
    demandMet(rules.find(({ applied }) => applied > 0) ?? rules[0]);
    const times = write.times(stage);
    must.equal('CLIENT-24', 'how often it is there', times, reply.kind === 'ok' ? 1 : 0);
  },
});

/** A read that meets a limit twice. */
const limitedRead = ([form, title, requirement, response]: (typeof forms)[number]): Scenario => ({
  id: `clients/limits/get_topic-${form}`,
  title: `A read that meets a rate limit ${title} shows what is so, or an error.`,
  requires: [requirement === 'CLIENT-19' ? 'CLIENT-24' : requirement],
  needs: ['get_topic'],
  state: { ...lobby, rooms: { lobby: { ...lobby.rooms.lobby, topic: 'Tea' } } },
  async run({ world, act, must, demandMet, lobby: roomId }) {
    const [rule] = world.addRules([
      { when: { user: 'alice', method: 'GET' }, then: { respond: response }, times: 2 },
    ]);
    const reply = await act('alice', 'get_topic', { roomId });
    rule?.remove();
    must.survive('CLIENT-21', reply, 'reading a topic');
    demandMet(rule);
    must.tellTruth('CLIENT-24', reply, 'the topic', ({ topic }) => topic === 'Tea');
  },
});

/** Rate limits, in every form, and for every kind of write. */
export const limitScenarios: readonly Scenario[] = [
  ...forms.flatMap((form) => [limitedWrite(form, 'send_message'), limitedRead(form)]),
  ...forms
    .slice(0, 1)
    .flatMap((form) =>
      writes
        .filter(({ instruction }) => instruction !== 'send_message')
        .map(({ instruction }) => limitedWrite(form, instruction)),
    ),
];
