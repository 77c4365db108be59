import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sendTo } from '../selftest/in-process.ts';
import type { RequirementId } from '../harness/document/ids.ts';
import { loadSpec } from '../harness/document/load.ts';
import { profileNames } from '../harness/document/profile.ts';
import type { Outcome } from '../harness/run/outcome.ts';
import type { Send } from '../harness/wire/wire.ts';
import {
  ApiError,
  createReferenceServer,
  type Parts,
  referenceParts,
} from '../reference-server/index.ts';
import { asLater } from '../reference-server/variants/index.ts';
import { catalogue, optionsOf } from '../selftest/catalogue.ts';
import { properties, runCases, scriptedCases } from './testing/in-process.ts';

/** Each failure and each case that could not be judged, in one line. */
const troubles = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.flatMap((outcome) => {
    if (outcome.verdict === 'broken') return [`${outcome.case}: ${outcome.cause}`];
    if (outcome.verdict !== 'failed') return [];
    return outcome.mismatches.map(({ requirement, what, received }) =>
      [outcome.case, requirement, what, received].join(': '),
    );
  });

const violatedIn = (outcomes: readonly Outcome[]): ReadonlySet<RequirementId> =>
  new Set(
    outcomes.flatMap((outcome) =>
      outcome.verdict === 'failed' ? outcome.mismatches.map(({ requirement }) => requirement) : [],
    ),
  );

/** Cases that judge at least one of these requirements. */
const casesOf = (ids: readonly RequirementId[]) =>
  scriptedCases.filter(({ requires }) => requires.some((id) => ids.includes(id)));

describe.each(profileNames)('a server as %s wants it', (name) => {
  const { profile } = loadSpec(name);
  const ruled = [...profile.rulings.values()];
  const later = () => sendTo(createReferenceServer(optionsOf(`as-${name}`)));

  it('violates nothing by that profile, and all that it changed is judged', async () => {
    // One whole run is enough: the other servers differ in few things.
    const chosen = name === 'v3' ? scriptedCases : casesOf(ruled.map(({ id }) => id));
    const outcomes = await runCases(later(), chosen, { api: name, profile: name });
    expect(troubles(outcomes)).toEqual([]);
    const judged = new Set(outcomes.flatMap(({ asserted }) => asserted));
    const wrong = ruled.filter(({ id, change }) => judged.has(id) === (change === 'dropped'));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('may call an empty token an unknown one', async () => {
    const right = later();
    const send: Send = (request) => {
      const isEmpty = request.query.some(([key, value]) => key === 'access_token' && value === '');
      return right(isEmpty ? { ...request, query: [], token: 'unknown' } : request);
    };
    const chosen = casesOf(['CONV-02']);
    const outcomes = await runCases(send, chosen, { api: name, profile: name });
    expect(troubles(outcomes)).toEqual([]);
  });

  it('violates by the declaration only what that version changed or dropped', async () => {
    const groups = /^(ban|leave|join|get_members|set_topic)\//;
    const chosen = scriptedCases.filter(({ id }) => groups.test(id));
    const outcomes = await runCases(later(), chosen, { api: name, profile: 'none' });
    const violated = [...violatedIn(outcomes)];
    expect(violated.filter((id) => !profile.rulings.has(id))).toEqual([]);
    const expected = ['BAN-04', 'LEAVE-04', 'JID-01', 'TOPIC-07', 'MODEL-18'];
    expect(violated).toEqual(expect.arrayContaining(expected));
  });
});

describe('a server without PUTs beside its POSTs', () => {
  /** The reference server without PUT {path}/{txnId}, but for sending. */
  const { routes } = referenceParts;
  const posts = routes.filter(
    ({ path, operation }) => operation.startsWith('send_') || !path.endsWith('/:txnId'),
  );
  const send = sendTo(createReferenceServer({ parts: { ...referenceParts, routes: posts } }));

  it('violates that they are offered, and nothing else is judged by them', async () => {
    const outcomes = await runCases(send, scriptedCases, { probes: true });
    const offers = ['BAN-04', 'CREATE-05', 'INV-04', 'JOIN-04', 'LEAVE-04'];
    expect([...violatedIn(outcomes)].toSorted()).toEqual(offers);
    const others = outcomes.filter(({ requirements }) =>
      requirements.every((id) => !offers.includes(id)),
    );
    expect(troubles(others)).toEqual([]);
    const reason =
      'the target does not serve ban as a PUT with a txnId (status 404 M_UNRECOGNIZED)';
    const skipped = outcomes.find((one) => one.case === 'conventions/put-of-ban-needs-a-body');
    expect(skipped).toMatchObject({ verdict: 'skipped', reason });
  });
});

describe('a server whose public rooms need an invite', () => {
  const right = sendTo(createReferenceServer());
  const send: typeof right = (request) => {
    const body = request.body?.replace('"public"', '"private"') ?? null;
    return right(request.path.includes('/createRoom') ? { ...request, body } : request);
  };

  it('violates that they are open, and setups do without', async () => {
    const outcomes = await runCases(send, scriptedCases, { probes: true });
    expect([...violatedIn(outcomes)].toSorted()).toEqual(['CREATE-13', 'JOIN-09']);
    expect(outcomes.filter(({ verdict }) => verdict === 'broken')).toEqual([]);
  });

  it('is judged by what its users do in private rooms, where inputs are generated', async () => {
    const chosen = properties.filter(({ id }) => id.includes('membership'));
    const search = { seed: 1, runs: 40, milliseconds: null };
    const outcomes = await runCases(send, chosen, { probes: true, search });
    expect(troubles(outcomes)).toEqual([]);
  });
});

/** Whether a server, as v3 wants it but for one thing, is found to violate one of these requirements. */
async function violatesOneOf(parts: Parts, ids: readonly RequirementId[]): Promise<boolean> {
  const send = sendTo(createReferenceServer({ parts }));
  const outcomes = await runCases(send, casesOf(ids), { api: 'v3', profile: 'v3' });
  const found = violatedIn(outcomes);
  return ids.some((id) => found.has(id));
}

describe('by the profile v3', () => {
  it.each([
    'forgotten-txn-of-send-non-state-event',
    'creator-forces-left',
    'pages-skip-one',
    'walks-end-early',
    'missing-token-400',
    'ban-with-an-unknown-token-acts',
    'state-never-replaced',
    'ban-403-and-done',
    'old-state-listed',
    'to-ignored',
    'missing-member-400',
    'alias-taken-409',
    'bad-token-404',
    'join-room-403-and-done',
    'strangers-use-get-messages',
  ])('the fault %s is detected', async (id) => {
    const violates = catalogue.find((one) => one.id === id)?.violates ?? [];
    const { parts = referenceParts } = optionsOf(id, 'v3');
    expect(await violatesOneOf(parts, violates)).toBe(true);
  });

  const later = asLater('v3');
  const { operations, answer } = later;
  it.each<readonly [string, RequirementId, Partial<Parts>]>([
    [
      'a topic is answered without an event_id',
      'TOPIC-02',
      { operations: { ...operations, set_topic: referenceParts.operations.set_topic } },
    ],
    [
      'a join is answered without a room_id',
      'JOIN-02',
      { operations: { ...operations, join_room: referenceParts.operations.join_room } },
    ],
    [
      'a ban is answered with a text',
      'BAN-02',
      {
        operations: {
          ...operations,
          ban: async (context) => ({ ...(await operations.ban(context)), body: '' }),
        },
      },
    ],
    [
      'the sender stands in user_id alone',
      'CONV-19',
      {
        answer: {
          ...answer,
          event: (of) => ({ ...answer.event(of), sender: undefined, user_id: of.sender }),
          member: (of) => ({ ...answer.member(of), sender: undefined, user_id: of.sender }),
        },
      },
    ],
    [
      'an event id begins with "e"',
      'CONV-10',
      { ids: { ...later.ids, event: () => randomUUID().replace(/^./, 'e') } },
    ],
    [
      'an unknown membership is answered 404',
      'SMEM-10',
      {
        validate: {
          ...later.validate,
          membership: () => {
            throw new ApiError(404, 'M_NOT_FOUND', 'No such membership.');
          },
        },
      },
    ],
    [
      'no page has an end',
      'MODEL-18',
      {
        operations: {
          ...operations,
          get_messages: async (context) => {
            const { status, body } = await operations.get_messages(context);
            return { status, body: { ...Object(body), end: undefined } };
          },
        },
      },
    ],
    [
      'a missing token is answered 403',
      'CONV-02',
      {
        authenticate: (accounts, credentials) => {
          const given = credentials.query.has('access_token');
          if (!given) throw new ApiError(403, 'M_FORBIDDEN', 'Who are you?');
          return later.authenticate(accounts, credentials);
        },
      },
    ],
  ])('it is detected that %s', async (_, id, change) => {
    expect(await violatesOneOf({ ...later, ...change }, [id])).toBe(true);
  });
});
