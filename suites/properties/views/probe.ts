import { includes } from '../../../harness/judge/compare.ts';
import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { say } from '../../../harness/world/pages.ts';
import { bring, privateRoom } from '../../../harness/world/rooms.ts';
import {
  currentState,
  type NamedUsers,
  type ShownEvent,
  slotOf,
} from '../../../harness/model/index.ts';
import type { World } from '../../../harness/run/case.ts';
import {
  type ShownEvents,
  type Snapshot,
  takeFirstSnapshot,
  type View,
  views,
} from '../shared/snapshot.ts';
import { type Offers, offersOf } from './moves.ts';
import { requestSet, type SettingName, settingNames, settingOf } from './settings.ts';
import type { Name } from './steps.ts';

/** The target: its users, and the views that show what they should. */
export interface Known {
  readonly users: NamedUsers<Name>;
  readonly trusted: ReadonlySet<View>;
  /** The forms that requests can be made in. */
  readonly offers: Offers;
  /** Whether every member of a private room may invite others. */
  readonly membersInvite: boolean;
  /** Whether what is sent beside a membership is kept. */
  readonly keepsMore: boolean;
  /** The settings that can be written: a target may refuse a path that is not ASCII. */
  readonly settings: readonly SettingName[];
}

const topicSlot = ['m.room.topic', ''] as const;
const nameSlot = ['m.room.name', ''] as const;

/**
 * Finds out which views show a member, a topic and a message. Scripted cases judge the views that do not.
 * @throws Broken where there are not two views to compare
 */
export async function probe(world: World, users: NamedUsers<Name>): Promise<Known> {
  const { must, profile } = world;
  const { alice, bob, carol } = users;
  const roomId = await privateRoom(alice);
  await bring(alice, roomId, bob);
  await alice.need('set_topic', { roomId, body: { topic: 'probe' } });
  const eventType = 'm.room.name';
  await alice.need('send_state_event', { roomId, eventType, body: { name: 'probe' } });
  const beyondAscii = settingOf('conf beyond ASCII', 'plain', 0, alice.id);
  const isWritten = isSuccess(await requestSet('conf beyond ASCII', roomId, alice, beyondAscii));
  const settings = settingNames.filter((name) => isWritten || name !== 'conf beyond ASCII');
  const invite = { roomId, userId: carol.id, body: { membership: 'invite', ...more } };
  const membersInvite = isSuccess(await bob.call('set_membership', invite));
  if (!membersInvite) await alice.call('set_membership', invite);
  await say(alice, roomId, 'probe');

  const snapshot = await takeFirstSnapshot(bob, roomId, views, {
    users: [bob.id],
    slots: [topicSlot, nameSlot],
  });
  const shown = shownViews(bob, snapshot);
  const trusted = new Set(views.filter((view) => shown[view]));
  if (trusted.size < 2) throw new Broken('fewer than two views show what happened in a room');
  // So that something was judged even if there is no time for a run.
  const what = 'the membership of a user who joined';
  if (shown.member) must.on('GMEM-03').that(true, what, 'join', 'join');
  if (shown.members) must.on('MEMB-04').that(true, what, 'join', 'join');
  const listed = [snapshot.state, snapshot.messages, snapshot.syncState].flatMap((l) => l ?? []);
  const keepsMore = listed.some(({ key, content }) => key === carol.id && includes(content, more));
  const offers = offersOf(profile, alice.known);
  return { users, trusted, offers, membersInvite, keepsMore, settings };
}

/** What is sent beside a membership. */
const more = { list: [1, 'two'], none: {} };

/** Which views show what they should. */
function shownViews(bob: User, snapshot: Snapshot): Readonly<Record<View, boolean>> {
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
