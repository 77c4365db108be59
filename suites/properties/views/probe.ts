import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { say } from '../../../harness/world/pages.ts';
import { bring, privateRoom } from '../../../harness/world/rooms.ts';
import {
  currentState,
  type NamedUsers,
  type ShownEvent,
  slotOf,
} from '../../../harness/model/index.ts';
import type { World } from '../../../harness/run/case.ts';
import { type ShownEvents, takeFirstSnapshot, type View, views } from '../shared/snapshot.ts';
import type { Name } from './steps.ts';

/** The target: its users, and the views that show what they should. */
export interface Known {
  readonly users: NamedUsers<Name>;
  readonly trusted: ReadonlySet<View>;
}

const topicSlot = ['m.room.topic', ''] as const;
const nameSlot = ['m.room.name', ''] as const;

/**
 * Finds out which views show a member, a topic and a message. Scripted cases judge the views that do not.
 * @throws Broken where there are not two views to compare
 */
export async function probe({ must }: World, users: NamedUsers<Name>): Promise<Known> {
  const { alice, bob } = users;
  const roomId = await privateRoom(alice);
  await bring(alice, roomId, bob);
  await alice.need('set_topic', { roomId, body: { topic: 'probe' } });
  const eventType = 'm.room.name';
  await alice.need('send_state_event', { roomId, eventType, body: { name: 'probe' } });
  await say(alice, roomId, 'probe');

  const shown = await shownViews(bob, roomId);
  const trusted = new Set(views.filter((view) => shown[view]));
  if (trusted.size < 2) throw new Broken('fewer than two views show what happened in a room');
  // So that something was judged even if there is no time for a run.
  const what = 'the membership of a user who joined';
  if (shown.member) must.on('GMEM-03').that(true, what, 'join', 'join');
  if (shown.members) must.on('MEMB-04').that(true, what, 'join', 'join');
  return { users, trusted };
}

async function shownViews(bob: User, roomId: string): Promise<Readonly<Record<View, boolean>>> {
  const subjects = { users: [bob.id], slots: [topicSlot, nameSlot] };
  const snapshot = await takeFirstSnapshot(bob, roomId, views, subjects);
  const isJoined = (list: ReadonlyMap<string, ShownEvent>): boolean =>
    list.get(slotOf('m.room.member', bob.id))?.content['membership'] === 'join';
  const showsBoth = (events: ShownEvents): boolean => {
    const state = currentState(events ?? []);
    return isJoined(state) && state.get(slotOf(...topicSlot))?.content['topic'] === 'probe';
  };
  return {
    member: snapshot.member?.get(bob.id) === 'join',
    members: isJoined(currentState(snapshot.members ?? [])),
    topic: snapshot.topic?.value === 'probe',
    // That of a topic has an operation; that of other pieces of state is not declared, and a server may not serve it.
    content:
      snapshot.content?.get(slotOf(...topicSlot))?.['topic'] === 'probe' &&
      snapshot.content.get(slotOf(...nameSlot))?.['name'] === 'probe',
    state: showsBoth(snapshot.state),
    messages: showsBoth(snapshot.messages?.toReversed() ?? null),
    syncState: showsBoth(snapshot.syncState),
    syncMessages: (snapshot.syncMessages ?? []).length > 0,
  };
}
