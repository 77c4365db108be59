import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientRequirementIds } from '../document/ids.ts';
import { createRequestJudge } from './judge-requests.ts';
import { base, spec, world } from './testing/client.ts';

const piece = fc.oneof(
  fc.constantFrom('rooms', 'join', 'createRoom', 'send', 'state', 'invite', 'messages', 'members'),
  fc.constantFrom(
    '!r:h',
    '%21r%3Ah',
    '%2521r',
    '',
    '..',
    '%',
    '%ff',
    '#a:h',
    'm.room.member',
    '%00',
  ),
  fc.string({ maxLength: 8 }),
);
const path = fc
  .tuple(
    fc.constantFrom(base, '', '/_matrix', 'http://h', `${base}${base}`),
    fc.array(piece, { maxLength: 6 }),
  )
  .map(([before, pieces]) => `${before}/${pieces.join('/')}`);
const query = fc.array(
  fc.tuple(
    fc.oneof(
      fc.constantFrom('from', 'to', 'limit', 'dir', 'access_token'),
      fc.string({ maxLength: 4 }),
    ),
    fc.oneof(fc.constantFrom('t1', 'b', '%', '+', '%zz', '9'), fc.string({ maxLength: 4 })),
  ),
  { maxLength: 4 },
);
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.json({ maxDepth: 3 }).map((text) => Buffer.from(text)),
  fc
    .constantFrom('{"start":', '{"end":"\\', '"start" : -', '{"start":{"end":"x"}}')
    .map((text) => Buffer.from(text)),
);
const request = fc.record({
  method: fc.oneof(
    fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'OPTIONS'),
    fc.string({ maxLength: 5 }),
  ),
  target: fc
    .tuple(path, query)
    .map(([before, pairs]) => `${before}?${pairs.map((pair) => pair.join('=')).join('&')}`),
  headers: fc.dictionary(
    fc.constantFrom('authorization', 'content-type', 'content-encoding', '__proto__'),
    fc.oneof(
      fc.constantFrom('Bearer a', 'application/json', 'gzip', ''),
      fc.string({ maxLength: 12 }),
    ),
  ),
  body: bytes,
  at: fc.oneof(fc.nat(10_000), fc.constantFrom(NaN, -1, Infinity)),
});
const answer = fc.option(
  fc.record({
    status: fc.constantFrom(200, 204, 400, 401, 403, 404, 429, 500, 0, 99),
    headers: fc.constant({}),
    body: bytes,
    at: fc.nat(10_000),
  }),
);

describe('the judge of requests', () => {
  it('takes every garbage: it never throws, and every finding is of the register', () => {
    const judge = createRequestJudge(spec, { sawEverything: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(request, answer, fc.boolean()), { maxLength: 8 }), (all) => {
        for (const [asked, answered, isAnswered] of all) {
          const { ticket, findings, observed } = judge.request(asked);
          for (const one of findings) {
            expect(clientRequirementIds).toContain(one.requirement);
            expect(one.grade).toBe(spec.clients.get(one.requirement)?.grade);
            expect(one.what).toMatch(/[.:]/);
          }
          for (const id of observed) expect(spec.clients.get(id)?.shownBy).not.toBe('driver');
          if (isAnswered) judge.answered(ticket, answered);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('never shows an access token', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const judge = createRequestJudge(spec);
        const target = `${asked.target}&access_token=s3samE0pen`;
        const headers = { ...asked.headers, authorization: 'Bearer s3samE0pen' };
        expect(JSON.stringify(judge.request({ ...asked, target, headers }))).not.toContain(
          's3samE0pen',
        );
      }),
      { numRuns: 500 },
    );
  });

  it('knows nothing of a ticket that it has not given', () => {
    const { judge } = world();
    expect(judge.answered(7, null)).toEqual([]);
    const { ticket } = judge.request({
      method: 'GET',
      target: '/',
      headers: {},
      body: new Uint8Array(),
      at: 0,
    });
    expect(judge.answered(ticket, null)).toEqual([]);
    expect(judge.answered(ticket, null)).toEqual([]);
  });

  it('gives every request a ticket of its own, and no judge knows what another one saw', () => {
    const [first, second] = [world(), world()];
    first.ask('PUT', '/rooms/!r:h/invite/1', { body: { user_id: '@b:h' } }).answer(200);
    expect(second.ask('PUT', '/rooms/!r:h/invite/1', { body: { user_id: '@c:h' } }).ids).toEqual(
      [],
    );
    const tickets = [1, 2, 3].map(() => first.ask('GET', '/rooms/!r:h/members').ticket);
    expect(new Set(tickets).size).toBe(3);
  });

  it('gives up on answers that never come, and then judges no token of that room', () => {
    const { ask } = world();
    ask('GET', '/rooms/!r:h/messages');
    expect(ask('GET', '/rooms/!r:h/messages?from=t').ids).toEqual(['CLIENT-30']);
    for (let i = 0; i < 10_000; i += 1) ask('GET', '/rooms/!r:h/members');
    expect(ask('GET', '/rooms/!r:h/messages?from=t').ids).toEqual([]);
  });
});
