import { privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { wrongContents } from '../shared/sending/bodies.ts';
import { sendingMessages, textOf } from './sending.ts';

/** Bodies that are not a message. */
export const refusals: Readonly<Record<string, CaseBody>> = {
  'message-is-a-body': {
    title: 'A message is sent as the body of the request; a request without a body is refused',
    requires: ['MSG-09'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const args = { roomId, body: textOf('Hello') };

      must.succeed(await owner.call('send_message', args));
      const options = { observer: owner, wrong: true, bodyless: true } as const;
      await must.refuse('refused', owner, 'send_message', args, options);
    },
  },
  'message-without-msgtype-is-refused': wrongContents(sendingMessages, {
    title: 'A message without a msgtype is answered 400 and is not sent',
    requires: ['MSG-10'],
    contents: () => [
      ['MSG-10', { body: 'x' }],
      ['MSG-10', {}],
    ],
    byPut: true,
  }),
  'msgtype-is-a-string': wrongContents(sendingMessages, {
    title: 'A message whose msgtype is not a string is answered 400 and is not sent',
    requires: ['MSG-11'],
    contents: () =>
      [5, null, true, ['m.text'], { 'm.text': 'm.text' }].map((msgtype) => [
        'MSG-11',
        { msgtype, body: 'x' },
      ]),
  }),
};
