import type { User } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { at } from '../../../harness/world/answers.ts';
import { newest } from '../../../harness/world/pages.ts';
import { bring, contentOf, privateRoom, roomOf, topicOf } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { AnyEvent, RequirementId } from '../../../harness/document/ids.ts';

/** A property of createRoom that becomes a piece of state. */
interface Property {
  readonly key: 'name' | 'topic';
  /** The requirement that createRoom accepts it, and the one that it becomes an event. */
  readonly taken: RequirementId;
  readonly event: RequirementId;
  /** Reads it back from the room. */
  readonly read: (reader: User, roomId: string) => Promise<unknown>;
}

const propertyCases = ({
  key,
  taken,
  event,
  read,
}: Property): Readonly<Record<string, CaseBody>> => {
  const type = `m.room.${key}`;
  return {
    [`${key}-is-taken`]: {
      title: `createRoom accepts a ${key}, again for another room, and an empty one too`,
      requires: [taken],
      async run({ users, must }) {
        const [owner] = await users('owner');

        for (const text of ['Kitchen', 'Kitchen', '']) {
          const body = { visibility: 'private', [key]: text };
          const reply = await owner.call('create_room', { body });
          must.succeed(reply);
          roomOf(reply);
        }
      },
    },
    [`${key}-becomes-an-event`]: {
      title: `A room made with a ${key} has one ${type} event that holds it`,
      requires: [event],
      async run({ users, must }) {
        const [owner, member] = await users('owner', 'member');

        const body = { visibility: 'private', [key]: 'Kitchen' };
        const reply = await owner.call('create_room', { body });

        must.succeed(reply);
        const roomId = roomOf(reply);
        await bring(owner, roomId, member);
        const events = (await newest(owner, roomId)).filter((e) => e.type === type);
        const texts = new Map(events.map((e) => [e.event_id, e.content[key]] as const));
        must.equal([...texts.values()], ['Kitchen'], `${type} in messages`);
        for (const reader of [owner, member]) {
          must.equal(await read(reader, roomId), 'Kitchen', `${key} that ${reader.name} reads`);
        }
      },
    },
    [`${key}-is-listed-state`]: {
      title: `get_state_events lists the ${key} that createRoom was given`,
      requires: [event],
      async run({ users, must }) {
        const [owner] = await users('owner');
        const roomId = await privateRoom(owner, { [key]: 'Kitchen' });

        const listed = await owner.need('get_state_events', { roomId });

        const events = listed.filter((e) => e.type === type);
        must.include(events, [{ content: { [key]: 'Kitchen' } }], `${type} in get_state_events`);
      },
    },
    [`${key}-is-in-sync-data`]: {
      title: `initialSync shows the ${key} that createRoom was given, in its state and its messages`,
      requires: ['SYNC-10', 'SYNC-09'],
      async run({ users, must, fresh }) {
        const [owner] = await users('owner');
        const text = fresh();
        const roomId = await privateRoom(owner, { [key]: text });
        const listed = await owner.need('get_state_events', { roomId });
        const messages = await newest(owner, roomId);

        const limited = { undeclared: { limit: '50' } };
        const sync = await owner.need('get_room_sync_data', { roomId }, limited);

        const holdsIt = (e: AnyEvent): boolean => at(e['content'], key) === text;
        lacksOnly(must, 'SYNC-10', holdsIt, listed, sync.state);
        lacksOnly(must, 'SYNC-09', holdsIt, messages, sync.messages?.chunk);
      },
    },
  };
};

/** The name and the topic that a room is created with, and where they can be read. */
export const nameAndTopic: Readonly<Record<string, CaseBody>> = {
  ...propertyCases({
    key: 'name',
    taken: 'MODEL-12',
    event: 'CREATE-20',
    read: async (reader, roomId) => (await contentOf(reader, roomId, 'm.room.name', ''))?.['name'],
  }),
  ...propertyCases({ key: 'topic', taken: 'MODEL-13', event: 'CREATE-21', read: topicOf }),
};

/** The view does not lack the event. If it lacks other events too, the cases of that view report it. */
function lacksOnly(
  must: Must,
  requirement: RequirementId,
  isIt: (event: AnyEvent) => boolean,
  expected: readonly AnyEvent[],
  view: readonly AnyEvent[] | undefined,
): void {
  if (!expected.some(isIt)) {
    must.notApplicable(
      requirement,
      'the other views do not list the event, which other cases report',
    );
    return;
  }
  const there = new Set(view?.map((e) => e.event_id));
  const lacking = expected.filter((e) => !there.has(e.event_id));
  if (view === undefined || !lacking.every(isIt)) {
    const why = 'initialSync lacks other events of the room too, which other cases report';
    must.notApplicable(requirement, why);
    return;
  }
  must.on(requirement).that(lacking.length === 0, 'event in initialSync', 'there', 'missing');
}
