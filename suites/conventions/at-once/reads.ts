import type { RequirementId } from '../../../harness/document/ids.ts';
import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { contentOf, membershipOf, openRoomWith, topicOf } from '../../../harness/world/rooms.ts';

/** What is written again and again while somebody reads it. */
interface Subject {
  /** As the title says it, with its article. */
  readonly thing: string;
  readonly requirement: RequirementId;
  readonly write: (owner: User, roomId: string, n: number) => Promise<unknown>;
  /** What is read: one of the values that were ever written. */
  readonly read: (reader: User, roomId: string, owner: User) => Promise<unknown>;
  readonly values: readonly unknown[];
}

const eventType = 'com.example.conf';
const numbers = [0, 1, 2, 3, 4, 5] as const;

const subjects: Readonly<Record<string, Subject>> = {
  'topic-is-there-while-it-is-set': {
    thing: 'The topic of a room',
    requirement: 'GTOPIC-03',
    write: (owner, roomId, n) => owner.need('set_topic', { roomId, body: { topic: `Topic ${n}` } }),
    read: topicOf,
    values: numbers.map((n) => `Topic ${n}`),
  },
  'state-is-there-while-it-is-written': {
    thing: 'A piece of state',
    requirement: 'STATE-07',
    write: (owner, roomId, v) =>
      owner.need('send_state_event', { roomId, eventType, stateKey: 'k', body: { v } }),
    read: async (reader, roomId) => (await contentOf(reader, roomId, eventType, 'k'))?.['v'],
    values: numbers,
  },
  'membership-is-there-while-it-is-set-again': {
    thing: 'The membership of the creator',
    requirement: 'GMEM-03',
    write: (owner, roomId) =>
      owner.need('set_membership', { roomId, userId: owner.id, body: { membership: 'join' } }),
    read: (reader, roomId, owner) => membershipOf(reader, roomId, owner.id),
    values: ['join'],
  },
};

const caseOf = ({ thing, requirement, write, read, values }: Subject): CaseBody => ({
  title: `${thing} is one of those that were set at every moment while others are set`,
  requires: [requirement],
  async run({ users, must }) {
    const [owner, reader] = await users('owner', 'reader');
    const roomId = await openRoomWith(owner, reader);
    await write(owner, roomId, 0);
    if (!values.includes(await read(reader, roomId, owner)))
      throw new Broken('what was set is not read, even when nothing else is');

    const seen: unknown[] = [];
    const look = async (): Promise<void> => {
      for (const _ of numbers) seen.push(await read(reader, roomId, owner));
    };
    const set = async (): Promise<void> => {
      for (const n of numbers.slice(1)) await write(owner, roomId, n);
    };
    await Promise.all([look(), look(), set()]);

    const others = seen.filter((value) => !values.includes(value));
    must.equal(others, [], 'what was read besides the values that were set');
  },
});

/** What one user reads while another one writes is the old value or the new one, and never nothing. */
export const readsDuringWrites: Readonly<Record<string, CaseBody>> = Object.fromEntries(
  Object.entries(subjects).map(([name, subject]) => [name, caseOf(subject)]),
);
