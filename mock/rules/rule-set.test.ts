import { describe, expect, it } from 'vitest';
import { createHomeserver, referenceParts } from '../../reference-server/index.ts';
import { KeptRequest, KnownHeaders } from '../journal/kept-request.ts';
import { createRandom } from '../worlds/random.ts';
import type { RuleDocument, When } from './document.ts';
import type { Incoming } from './incoming.ts';
import { createRuleSet } from './rule-set.ts';

const rules = (documents: readonly RuleDocument[], seed = 1) => {
  const set = createRuleSet({
    home: createHomeserver(referenceParts),
    lookup: {
      user: (name) => `@${name}:localhost`,
      room: (name) => (name === 'lobby' ? '!lobby' : null),
    },
    random: createRandom(seed),
  });
  set.add(documents);
  return set;
};

const incoming = ({
  body = '{"msgtype":"m.text","body":"hi","more":{"a":1,"b":[1,2]}}',
  ...part
}: Partial<Omit<Incoming, 'request'>> & { readonly body?: string } = {}): Incoming => ({
  operation: 'send_message',
  user: '@alice:localhost',
  room: '!lobby',
  ...part,
  request: new KeptRequest(
    { method: 'PUT', headers: {} },
    Buffer.from(body),
    '/_matrix/client/api/v1/rooms/%21lobby/send/m.room.message/7',
    new KnownHeaders(),
  ),
});

/** Which actions requests met, one after the other; `-` for none. */
const met = (set: ReturnType<typeof rules>, requests: readonly Incoming[]): readonly string[] =>
  requests.map((request) => set.choose(request)?.action.summary ?? '-');

const times = (count: number): readonly Incoming[] =>
  Array.from({ length: count }, () => incoming());

describe('what a rule is for', () => {
  it.each<readonly [When, boolean]>([
    [{}, true],
    [{ operation: 'send_message' }, true],
    [{ operation: ['invite', 'send_message'] }, true],
    [{ operation: 'invite' }, false],
    [{ method: 'put' }, true],
    [{ method: 'POST' }, false],
    [{ path: '/_matrix/client/api/v1/rooms/*/send/**' }, true],
    [{ path: '/_matrix/client/api/v1/rooms/!lobby/send/m.room.message/7' }, true],
    [{ path: '**/send/m.room.message/*' }, true],
    [{ path: '/rooms/**' }, false],
    [{ user: 'alice' }, true],
    [{ user: 'bob' }, false],
    [{ room: 'lobby' }, true],
    [{ room: 'nowhere' }, false],
    [{ body: { body: 'hi' } }, true],
    [{ body: { more: { b: [1, 2] } } }, true],
    [{ body: { more: { b: [1] } } }, false],
    [{ body: { missing: null } }, false],
    [{ operation: 'send_message', user: 'bob' }, false],
  ])('%j: %s', (when, matches) => {
    const set = rules([{ when, then: 'never' }]);
    expect(met(set, [incoming()])).toEqual([matches ? 'never' : '-']);
  });

  it('a body that is no JSON matches no body', () => {
    const set = rules([{ when: { body: {} }, then: 'never' }]);
    const deep = '['.repeat(50_000);
    for (const text of ['', 'no', deep]) {
      expect(met(set, [incoming({ body: text })])).toEqual(['-']);
    }
    expect(met(set, [incoming()])).toEqual(['never']);
  });
});

describe('how often a rule applies', () => {
  it.each<readonly [string, RuleDocument, string]>([
    ['once', { then: 'never' }, 'never - - -'],
    ['so often', { then: 'never', times: 2 }, 'never never - -'],
    ['always', { then: 'never', times: 'always' }, 'never never never never'],
    ['as often as its sequence is long', { then: ['never', 'reset'] }, 'never reset - -'],
    ['its last action again', { then: ['never', 'reset'], times: 3 }, 'never reset reset -'],
    ['the nth request', { when: { nth: 2 }, then: 'never' }, '- never - -'],
    ['after n requests', { when: { after: 2 }, then: 'never', times: 'always' }, '- - never never'],
  ])('%s', (_, rule, expected) => {
    expect(met(rules([rule]), times(4)).join(' ')).toBe(expected);
  });

  it('with a probability that the seed decides', () => {
    const draw = (seed: number): string =>
      met(
        rules([{ when: { probability: 0.5 }, then: 'never', times: 'always' }], seed),
        times(200),
      ).join('');
    expect(draw(7)).toBe(draw(7));
    expect(draw(7)).not.toBe(draw(8));
    const share = draw(7).split('never').length - 1;
    expect(share).toBeGreaterThan(70);
    expect(share).toBeLessThan(130);
  });

  it('only requests that match are counted', () => {
    const set = rules([{ when: { user: 'bob', nth: 2 }, then: 'never' }]);
    const bob = incoming({ user: '@bob:localhost' });
    expect(met(set, [bob, incoming(), incoming(), bob])).toEqual(['-', '-', '-', 'never']);
  });
});

describe('which rule comes first', () => {
  it('rules with a number of times are a queue, and go before those that always apply', () => {
    const set = rules([
      { then: 'reset', times: 'always' },
      { then: 'never' },
      { then: 'closeBefore' },
    ]);
    expect(met(set, times(4))).toEqual(['never', 'closeBefore', 'reset', 'reset']);
  });

  it('of those that always apply the last one goes first', () => {
    const set = rules([
      { then: 'reset', times: 'always' },
      { id: 'mine', then: 'never', times: 'always' },
    ]);
    expect(met(set, times(1))).toEqual(['never']);
    expect(set.remove('mine')).toBe(true);
    expect(set.remove('mine')).toBe(false);
    expect(met(set, times(1))).toEqual(['reset']);
    set.clear();
    expect(met(set, times(1))).toEqual(['-']);
  });

  it('a rule that waits for its nth request lets others apply', () => {
    const set = rules([
      { when: { nth: 3 }, then: 'never' },
      { then: 'reset', times: 'always' },
    ]);
    expect(met(set, times(4))).toEqual(['reset', 'reset', 'never', 'reset']);
  });

  it('says of each rule how often it matched and applied', () => {
    const set = rules([{ id: 'a', when: { after: 1 }, then: 'never' }, { then: 'reset' }]);
    met(set, times(3));
    expect(
      set.all().map(({ id, matched, applied, finished }) => [id, matched, applied, finished]),
    ).toEqual([
      ['a', 2, 1, true],
      ['rule-1', 1, 1, true],
    ]);
  });
});
