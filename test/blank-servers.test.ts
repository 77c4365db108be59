import { describe, expect, it } from 'vitest';
import { sendTo } from '../selftest/in-process.ts';
import { isNickname, type Nickname, type RequirementId } from '../harness/document/ids.ts';
import { loadSpec } from '../harness/document/load.ts';
import type { Outcome } from '../harness/run/outcome.ts';
import { blankServers, type BlankServer } from '../reference-server/blank/index.ts';
import { createReferenceServer, referenceParts } from '../reference-server/index.ts';
import { fold } from '../reports/fold.ts';
import { gradeOrder } from '../reports/report.ts';
import { statusesIn } from '../reports/status.ts';
import { runCases, scriptedCases } from './testing/in-process.ts';

const { register } = loadSpec();

/** What the run of a blank server proves: what it did show, by answering. */
const provenOn: Readonly<Record<BlankServer['id'], readonly RequirementId[]>> = {
  // Each operation succeeds and every other path is refused, so that all are offered. A room_id is a string.
  empty: ['META-03', 'META-11', 'MODEL-08'],
  'empty-object': [],
  '403': [],
  '404': [],
  '500': [],
};

/** What the cases of an operation prove of it where it alone is answered blankly; left out, nothing. */
type ProvenOf = Readonly<Partial<Record<Nickname, readonly RequirementId[]>>>;

/** What these two say is shown by other operations as well: set_topic and set_membership. */
const refused: ProvenOf = { send_state_event: ['STATE-15', 'STATE-16'] };

/**
 * An operation that succeeds is offered, accepts what was sent, and has a success of its declared type. No refusal is
 * proven, except of a form that is not declared, and no effect at all.
 */
const provenOf: Readonly<Record<BlankServer['id'], ProvenOf>> = {
  empty: {
    ban: ['BAN-01', 'BAN-02', 'BAN-07', 'BAN-12'],
    get_members: ['MEMB-03', 'MEMB-07', 'MEMB-08'],
    get_membership: ['GMEM-01', 'GMEM-02'],
    get_messages: ['MSGS-01', 'MSGS-02', 'MSGS-07', 'MSGS-09'],
    get_room_sync_data: ['SYNC-01'],
    get_state_events: ['GST-01', 'GST-02', 'GST-03'],
    get_topic: ['GTOPIC-01', 'GTOPIC-02'],
    invite: ['INV-01', 'INV-02', 'INV-05', 'INV-06'],
    join: ['JID-02', 'JID-06'],
    join_room: ['JOIN-01', 'JOIN-02', 'JOIN-05'],
    leave: ['LEAVE-01', 'LEAVE-02', 'LEAVE-05'],
    send_feedback: ['FEED-01'],
    send_message: ['MSG-01'],
    send_non_state_event: ['SEND-01', 'SEND-07', 'SEND-13'],
    send_state_event: ['STATE-01', 'STATE-02', 'STATE-10', 'STATE-15', 'STATE-16'],
    set_membership: ['SMEM-01', 'SMEM-02', 'SMEM-16'],
    set_topic: ['TOPIC-01', 'TOPIC-02', 'TOPIC-05'],
  },
  // An answer whose declared type has keys, or is a list, does not conform there.
  'empty-object': {
    ban: ['BAN-01', 'BAN-02', 'BAN-07', 'BAN-12'],
    get_members: ['MEMB-01'],
    get_membership: ['GMEM-01'],
    get_messages: ['MSGS-01', 'MSGS-06', 'MSGS-09'],
    get_room_sync_data: ['SYNC-01'],
    get_state_events: ['GST-01'],
    get_topic: ['GTOPIC-01'],
    invite: ['INV-01', 'INV-02', 'INV-05', 'INV-06'],
    join: ['JID-06'],
    join_room: ['JOIN-01', 'JOIN-02', 'JOIN-05'],
    leave: ['LEAVE-01', 'LEAVE-02', 'LEAVE-05'],
    send_feedback: ['FEED-01'],
    send_message: ['MSG-01'],
    send_non_state_event: ['SEND-01'],
    send_state_event: ['STATE-01', 'STATE-02', 'STATE-10', 'STATE-15', 'STATE-16'],
    set_membership: ['SMEM-01', 'SMEM-02', 'SMEM-16'],
    set_topic: ['TOPIC-01', 'TOPIC-02', 'TOPIC-05'],
  },
  '403': refused,
  '404': refused,
  '500': refused,
};

const proven = (outcomes: readonly Outcome[]): readonly RequirementId[] => {
  const standing = statusesIn(outcomes);
  return [...register.values()]
    .filter(({ id, unassertable }) => standing(id, unassertable).status === 'proven')
    .map(({ id }) => id);
};

const suiteBugs = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.flatMap((one) =>
    one.verdict === 'broken' && one.ours ? [`${one.case}: ${one.cause}`] : [],
  );

/** The verdict of a whole run at a level. */
const verdictOf = (
  outcomes: readonly Outcome[],
  level: (typeof gradeOrder)[number],
  selected = scriptedCases,
): string =>
  fold(
    {
      level,
      only: [],
      seed: 1,
      search: { runs: null, milliseconds: null },
      target: { origin: '', prefix: '', basePath: '', auth: 'query', bundled: false },
      versions: { tool: '0.1.0', node: '22.0.0' },
      started: new Date(0),
      finished: new Date(0),
      sha256: '',
      register,
      claims: new Map(),
      selected,
      shard: null,
      ended: 'whole',
      replays: new Map(),
    },
    outcomes,
  ).verdict;

describe.each(blankServers)('a server with the answers $id', ({ id, options }) => {
  it('proves only what it shows, and is not conformant at any level', async () => {
    const outcomes = await runCases(sendTo(createReferenceServer(options())), scriptedCases);
    expect(suiteBugs(outcomes)).toEqual([]);
    expect(proven(outcomes)).toEqual(provenOn[id]);
    for (const level of gradeOrder) expect(verdictOf(outcomes, level)).not.toBe('conformant');
    // Nor does any case that is run alone; one that failed or broke would not be conformant anywhere.
    const harmless = outcomes.filter(
      ({ verdict }) => verdict === 'passed' || verdict === 'skipped',
    );
    const conformant = harmless.filter((one) => {
      const alone = scriptedCases.filter(({ id: each }) => each === one.case);
      return verdictOf([one], 'convention', alone) === 'conformant';
    });
    expect(conformant.map((one) => one.case)).toEqual([]);
    expect(outcomes.flatMap(({ readings }) => Object.entries(readings))).toEqual([]);
  });
});

const nicknames = Object.keys(referenceParts.operations).filter((name) => isNickname(name));

describe.each(blankServers)('a server with the answers $id to one operation', ({ id, options }) => {
  it.each(nicknames)('proves no more of %s than it shows', async (nickname) => {
    const own = scriptedCases.filter((one) => one.id.startsWith(`${nickname}/`));
    const outcomes = await runCases(sendTo(createReferenceServer(options(nickname))), own);
    expect(suiteBugs(outcomes)).toEqual([]);
    const ofIt = proven(outcomes).filter((each) => register.get(each)?.operation === nickname);
    expect(ofIt).toEqual(provenOf[id][nickname] ?? []);
  });
});
