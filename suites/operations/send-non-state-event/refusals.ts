import { encodePart } from '../../../harness/document/routes.ts';
import { feedbackOn } from '../../../harness/world/pages.ts';
import { privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { forbiddenCases } from '../shared/permissions.ts';
import { eventType } from './sending.ts';

/** A request without an event type, and users who may not send. */
export const refusals: Readonly<Record<string, CaseBody>> = {
  'type-cannot-be-left-out': {
    title: 'A path without an event type sends nothing',
    requires: ['SEND-13'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const path = `/rooms/${encodePart(roomId)}/send`;

      await must.unchanged(
        owner,
        roomId,
        async () => {
          must.status(await owner.send({ method: 'POST', path, body: { v: 1 } }), 'refused');
        },
        'send_non_state_event',
      );
      await owner.need('send_non_state_event', { roomId, eventType, body: { v: 1 } });
    },
  },
  // SEND-15 speaks of events, messages and feedback alike.
  ...forbiddenCases(
    {
      id: 'send',
      text: 'send anything into it',
      requirement: 'SEND-15',
      inside: (user, roomId) =>
        user.need('send_non_state_event', { roomId, eventType, body: { still: 'in' } }),
    },
    ['stranger', 'stranger-to-public-room', 'invited-user', 'user-who-left', 'banned-user'],
    async ({ must, fresh }, { owner, user, roomId, admit }) => {
      const event = { roomId, eventType, body: { v: 1 } };
      const message = { roomId, body: { msgtype: 'm.text', body: 'May I?' } };
      const feedback = { roomId, body: await feedbackOn(owner, roomId) };
      const options = { observer: owner };

      await must.refuse(403, user, 'send_non_state_event', event, options);
      await must.refuse(403, user, 'send_message', message, options);
      await must.refuse(403, user, 'send_feedback', feedback, options);
      // Whether the PUT is served at all is reported against SEND-05.
      const put = { ...event, txnId: fresh() };
      await must.refuse('refused', user, 'send_non_state_event', put, options);

      await admit?.();
      const sender = admit === null ? owner : user;
      await sender.need('send_non_state_event', event);
      await sender.need('send_message', message);
      await sender.need('send_feedback', feedback);
    },
  ),
};
