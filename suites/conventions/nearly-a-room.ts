import { at, isSuccess } from '../../harness/world/answers.ts';
import { eventWhere, newest } from '../../harness/world/pages.ts';
import { privateRoom } from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';

/** A text with its capitals and small letters exchanged. */
const swapCase = (id: string): string =>
  id.replaceAll(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );

/** Texts that are nearly the id of a room: in the other case, cut, longer, without its domain, without its sigil. */
function nearly(roomId: string, fresh: string): readonly string[] {
  const [own = '', ...domain] = roomId.split(':');
  const whole = [swapCase(own), own.slice(0, -1), `${own}${fresh}`, own.slice(1)].map((one) =>
    [one, ...domain].join(':'),
  );
  // An id without letters is the same with its capitals exchanged, and not every id has a domain.
  return [...whole, own].filter((one) => one !== roomId);
}

/**
 * What is nearly the id of a room does not name it. Where a server counts its rooms it may name another one, so that only
 * what is seen in this room, or of it, is held against a success.
 */
export const nearlyTheRoom: CaseBody = {
  title:
    'What is nearly the id of a room does not name that room: nothing is read there or sent to it',
  requires: ['CONV-11'],
  async run({ users, must, fresh }) {
    const [owner] = await users('owner');
    const roomId = await privateRoom(owner);
    const topic = fresh();
    await owner.need('set_topic', { roomId, body: { topic } });

    const marks: string[] = [];
    for (const id of nearly(roomId, fresh())) {
      const read = await owner.call('get_topic', { roomId: id });
      const isShown = isSuccess(read) && at(read.json, 'topic') === topic;
      must.that(!isShown, 'topic of another id', 'not that of the room', topic);
      const body = { msgtype: 'm.text', body: fresh() };
      if (isSuccess(await owner.call('send_message', { roomId: id, body }))) marks.push(body.body);
    }
    const last = { msgtype: 'm.text', body: fresh() };
    await owner.need('send_message', { roomId, body: last });
    await eventWhere(owner, roomId, ({ content }) => content['body'] === last.body);
    const sent = (await newest(owner, roomId)).filter(({ content }) =>
      marks.some((mark) => mark === content['body']),
    );
    must.equal(sent.length, 0, 'messages to another id that came into the room');
  },
};
