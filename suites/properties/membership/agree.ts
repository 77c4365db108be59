import type { Must } from '../../../harness/judge/must.ts';
import { recordOf } from '../../../harness/model/membership.ts';
import { isJoined, membershipIn } from '../../../harness/model/room.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import { cast, type Name } from './steps.ts';
import type { Known, Users } from './target.ts';
import {
  findIn,
  inMessages,
  inState,
  inSync,
  type Listed,
  listedBy,
  type Seen,
  seenBy,
} from './views.ts';
import { type Place, viewOf, wordOf } from './watch.ts';

/** All views of a room, as one user in it sees them; a view that is not to be relied on is null. */
interface Album {
  readonly member: ReadonlyMap<Name, Seen> | null;
  readonly members: Listed;
  readonly state: Listed;
  readonly sync: Listed;
  readonly messages: Listed;
}

/** All views of a room show what the model has, and so agree with each other. */
export async function agree(known: Known, must: Must, place: Place): Promise<void> {
  const inside = cast.filter((name) => isJoined(place.model, name));
  // Somebody other than the creator where there is one: the creator has looked at nearly every step.
  const reader = inside.findLast((name) => name !== place.creator) ?? place.creator;
  const album = await takeAlbum(known, place, reader);
  const clear = cast.filter((name) => !place.vague.has(name));
  for (const name of clear) judgeUser(known.users, must, place, { name, reader }, album);
  judgeMessages(known.users, must, place, album.messages);
}

async function takeAlbum({ users, views }: Known, { id }: Place, reader: Name): Promise<Album> {
  const user = users[reader];
  const [members, state, sync, messages, ...seen] = await Promise.all([
    views.members ? listedBy(user, id) : null,
    views.state ? inState(user, id) : null,
    views.sync ? inSync(user, id) : null,
    views.messages ? inMessages(user, id) : null,
    ...(views.member ? cast.map((name) => seenBy(user, id, users[name].id)) : []),
  ]);
  const member = views.member ? new Map(cast.map((name, i) => [name, seen[i]] as const)) : null;
  return { member, members, state, sync, messages };
}

function judgeUser(
  users: Users,
  must: Must,
  { model, name: roomName, unseen, stray }: Place,
  { name, reader }: { name: Name; reader: Name },
  album: Album,
): void {
  const owed = recordOf(membershipIn(model, name));
  const userId = users[name].id;
  const expect = (blamed: RequirementId, view: string, seen: Seen): void => {
    if (seen === undefined) return;
    const what = `membership of ${name} in ${roomName} by ${view}, as ${reader} sees it`;
    must.on(blamed).that(seen === owed, what, wordOf(owed), wordOf(seen));
  };
  const member = album.member?.get(name);
  const listed = findIn(album.members, userId);
  const stateSays = findIn(album.state, userId);
  if (member === listed && member !== undefined) {
    // Where every request on this user was looked at, one on another user, or in another room, is to blame.
    expect(unseen.get(name) ?? stray(name), 'get_membership and get_members', member);
  }
  expect(viewOf(owed), 'get_membership', member);
  expect('MEMB-04', 'get_members', listed);
  const entries = album.members?.filter(([id]) => id === userId).length ?? 0;
  must
    .on('MEMB-11')
    .that(entries <= 1, `entries of ${name} in get_members`, 'at most 1', `${entries}`);
  expect('GST-04', 'get_state_events', stateSays);
  const slots = album.state?.filter(([id]) => id === userId).length ?? 0;
  must.on('GST-05').that(slots <= 1, `entries of ${name} in state`, 'at most 1', `${slots}`);
  if (stateSays !== undefined)
    expect('SYNC-10', 'the state of initialSync', findIn(album.sync, userId));
}

/** Every change is found in messages, in the order in which it happened; other entries may stand between. */
function judgeMessages(users: Users, must: Must, { log, name }: Place, list: Listed): void {
  if (list === null) return;
  const left = [...list].toReversed();
  for (const [user, record] of log) {
    const at = left.findIndex(([id, membership]) => id === users[user].id && membership === record);
    const what = `${user} becoming ${record} in the messages of ${name}, in its place`;
    must.on('MSGS-16').that(at >= 0, what, 'an event', 'none');
    left.splice(0, at + 1);
  }
}
