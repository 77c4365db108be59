import type { Reply, User } from '../../../harness/judge/user.ts';
import { at } from '../../../harness/world/answers.ts';
import { eventWhere, newest } from '../../../harness/world/pages.ts';
import { privateRoomWith } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { unusualContentCases } from '../shared/unusual-contents.ts';
import { unusualTextCase } from '../shared/unusual-texts.ts';

/** Messages whose further keys hold what JSON allows and people rarely write. */
export const unusual: Readonly<Record<string, CaseBody>> = {
  ...unusualContentCases({
    thing: 'message',
    requirement: 'MODEL-03',
    send: (user, roomId, content) =>
      user.call('send_message', { roomId, body: { ...content, msgtype: 'm.text', body: 'Hello' } }),
  }),
  'unusual-msgtypes-come-back': unusualTextCase({
    thing: 'A msgtype',
    requirement: 'MSG-13',
    room: privateRoomWith,
    set: (user, msgtype, roomId) => send(user, roomId, 'msgtype', { msgtype, body: 'Hello' }),
    readAll: listed('msgtype'),
  }),
  'unusual-bodies-come-back': unusualTextCase({
    thing: 'The body of a message',
    requirement: 'MSG-03',
    room: privateRoomWith,
    set: (user, body, roomId) => send(user, roomId, 'body', { msgtype: 'm.text', body }),
    more: [30_000, 40_000].map((length) => [`${length} characters`, 'Long. '.padEnd(length, 'x')]),
    readAll: listed('body'),
  }),
};

/** Reads what the messages of a room hold, the oldest first. */
function listed(key: 'msgtype' | 'body') {
  return async (user: User, roomId: string): Promise<readonly unknown[]> =>
    (await newest(user, roomId))
      .filter(({ type }) => type === 'm.room.message')
      .map(({ content }) => content[key])
      .toReversed();
}

/** Sends a message, and reads it by the id that was answered: the first that is listed need not be the newest. */
async function send(
  user: User,
  roomId: string,
  key: 'msgtype' | 'body',
  body: { readonly msgtype: string; readonly body: string },
): Promise<{ readonly reply: Reply; readonly read: () => Promise<unknown> }> {
  const reply = await user.call('send_message', { roomId, body });
  const read = async (): Promise<unknown> => {
    const id = at(reply.json, 'event_id');
    return (await eventWhere(user, roomId, ({ event_id }) => event_id === id)).content[key];
  };
  return { reply, read };
}
