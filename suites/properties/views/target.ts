import type { User } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at } from '../../../harness/world/answers.ts';
import { bring, privateRoom } from '../../../harness/world/rooms.ts';
import { current, folded, type Shown, slotOf } from '../../../harness/model/views.ts';
import { shownIn, takeAlbum, type Trusted, viewNames, type ViewName } from './album.ts';
import type { Name } from './steps.ts';

/**
 * Which views show a member, a topic and a message at all: what shows none of them, such as a stub, has cases of
 * its own. @throws Broken where there are not two that can be compared
 */
export async function getToKnow(
  must: Must,
  leased: readonly User[],
): Promise<{ readonly users: Readonly<Record<Name, User>>; readonly trusted: Trusted }> {
  const [alice, bob, carol] = leased;
  if (alice === undefined || bob === undefined || carol === undefined) {
    throw new RangeError('the search needs alice, bob and carol');
  }
  const roomId = await privateRoom(alice);
  await bring(alice, roomId, bob);
  await alice.need('set_topic', { roomId, body: { topic: 'probe' } });
  await alice.need('send_message', { roomId, body: { msgtype: 'm.text', body: 'probe' } });

  // As if it were undeclared: what is wrong with its answer is found where it is asked for.
  const path = `/rooms/${encodeURIComponent(roomId)}/initialSync`;
  const { json } = await bob.send({ method: 'GET', path, query: [['limit', '5']] });
  const subjects = { users: [bob.id], slots: [['m.room.topic', '']] as const };
  const others: Trusted = new Set(viewNames.filter((name) => !name.startsWith('sync')));
  const album = await takeAlbum(bob, roomId, others, subjects);

  const isJoined = (list: ReadonlyMap<string, Shown>): boolean =>
    list.get(slotOf('m.room.member', bob.id))?.content['membership'] === 'join';
  const isWhole = (list: ReadonlyMap<string, Shown>): boolean =>
    isJoined(list) && list.get(slotOf('m.room.topic', ''))?.content['topic'] === 'probe';
  const { messages, piece } = album;
  const shows: Readonly<Record<ViewName, boolean>> = {
    member: album.member?.get(bob.id) === 'join',
    members: isJoined(current(album.members ?? [])),
    topic: album.topic?.value === 'probe',
    piece: piece?.get(JSON.stringify(['m.room.topic', '']))?.['topic'] === 'probe',
    state: isWhole(current(album.state ?? [])),
    messages: isWhole(folded(messages ?? [])),
    syncState: isWhole(current(shownIn(at(json, 'state')) ?? [])),
    syncMessages: (shownIn(at(at(json, 'messages'), 'chunk')) ?? []).length > 0,
  };
  const trusted: Trusted = new Set(viewNames.filter((name) => shows[name]));
  if (trusted.size < 2) throw new Broken('there are no two views to compare');
  // That is something already, should there be no time for more.
  const what = 'a member who joined';
  if (shows.member) must.on('GMEM-03').that(true, what, 'join', 'join');
  if (shows.members) must.on('MEMB-04').that(true, what, 'join', 'join');
  return { users: { alice, bob, carol }, trusted };
}
