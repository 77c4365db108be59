import { senderKeyOf } from '../../../harness/document/profile.ts';
import type { Reply } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isJson, isSuccess, requireSuccess, someOf } from '../../../harness/world/answers.ts';
import { invite, leave, privateRoom, openRoomWith } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';

/** The declared values, and ban, which the declaration forgets (DEF-01). */
const memberships: readonly unknown[] = ['invite', 'join', 'leave', 'knock', 'ban'];

/** What a list of members looks like. Answers are read as they came, so that each requirement is judged alone. */
export const listing = {
  'member-gets-a-list': {
    title: 'A joined member gets a list of members',
    requires: ['MEMB-01', 'MEMB-02', 'MODEL-21'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);

      const reply = await member.call('get_members', { roomId });

      must.on('MEMB-01').succeed(reply);
      if (!isJson(reply)) throw new Broken('the list of members is not JSON');
      const chunk = at(reply.json, 'chunk');
      const array = Array.isArray(chunk);
      must.on('MEMB-02').that(array, 'chunk of get_members', 'an array', reply.json);
      must.on('MODEL-21').that(array, 'chunk of get_members', 'an array', chunk);
      const objects = someOf(entriesOf(reply), 'entry of the list').every(
        (e) => typeof e === 'object' && e !== null,
      );
      must.on('MODEL-21').that(objects, 'entries of chunk', 'objects', chunk);
    },
  },
  'entries-carry-memberships': {
    title: 'Every entry of the list has a membership in its content',
    requires: ['MEMB-10', 'MODEL-31'],
    async run({ users, must }) {
      const [owner, guest, leaver] = await users('owner', 'guest', 'leaver');
      const roomId = await openRoomWith(owner, leaver);
      await leave(owner, roomId, leaver);
      await invite(owner, roomId, guest);

      const reply = await owner.call('get_members', { roomId });

      const listed = entriesOf(reply).map((entry) => at(at(entry, 'content'), 'membership'));
      const good = listed.length > 0 && listed.every((value) => memberships.includes(value));
      must
        .on('MEMB-10')
        .that(good, 'membership in the content of the entries', 'memberships', listed);
      must
        .on('MODEL-31')
        .that(good, 'membership in the content of the entries', 'memberships', listed);
    },
  },
  'sender-is-not-taken-from-the-content': {
    title: 'A membership event names the user who sent it, even if its content names another user',
    requires: ['CONV-19'],
    async run({ users, must, profile }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      const body = { membership: 'invite', user_id: guest.id, sender: guest.id };

      const reply = await owner.call('set_membership', { roomId, userId: guest.id, body });

      if (!isSuccess(reply))
        return must.notApplicable('CONV-19', 'this target accepts no other key beside membership');
      const entries = entriesOf(await owner.call('get_members', { roomId }));
      const entry = entries.find((e) => at(at(e, 'content'), 'membership') === 'invite');
      if (entry === undefined)
        return must.notApplicable('CONV-19', 'the guest is not listed, see MEMB-04');
      const key = senderKeyOf(profile);
      must.equal(at(entry, key), owner.id, `${key} of an invite by the creator`);
    },
  },
  'entries-are-events-of-the-room': {
    title:
      'Every entry of the list is an m.room.member event of the room, with an event_id of its own',
    requires: ['MODEL-27'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);

      const entries = entriesOf(await owner.call('get_members', { roomId }));
      const again = entriesOf(await owner.call('get_members', { roomId }));

      if (entries.some((e) => at(e, 'content') === undefined))
        throw new Broken('the list of members does not hold events');
      const expected = { room_id: roomId, type: 'm.room.member' };
      must.that(entries.length > 0, 'entries of the list', 'some', entries.length);
      must.include(
        entries,
        entries.map(() => expected),
        'entries of the list',
      );
      const ids = entries.map((entry) => at(entry, 'event_id'));
      const named = ids.every((id) => typeof id === 'string' && id !== '');
      must.that(named, 'event_id of the entries', 'strings', ids);
      must.that(new Set(ids).size === ids.length, 'event_id of the entries', 'all different', ids);
      const later = new Set(again.map((entry) => at(entry, 'event_id')));
      const same = ids.every((id) => later.has(id));
      must.that(same, 'event_id of the entries when asked again', 'the same', [...later]);
    },
  },
  'tokens-are-strings': {
    title: 'The tokens start and end of the list, if it has them, are strings',
    requires: ['MEMB-03'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const reply = await owner.call('get_members', { roomId });

      entriesOf(requireSuccess(reply));
      const tokens = ['start', 'end']
        .map((key) => at(reply.json, key))
        .filter((t) => t !== undefined);
      if (tokens.length === 0)
        return must.notApplicable(
          'MEMB-03',
          'the list has no start and no end, which are optional',
        );
      const strings = tokens.every((token) => typeof token === 'string');
      must.that(strings, 'start and end of get_members', 'strings', tokens);
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;

/** The entries of a list. @throws Broken when it is not a list, which has a case of its own */
function entriesOf(reply: Reply): readonly unknown[] {
  const chunk = at(reply.json, 'chunk');
  if (Array.isArray(chunk)) return chunk;
  throw new Broken(`the answer is not a list of members (status ${reply.status})`);
}
