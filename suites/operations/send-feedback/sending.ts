import { feedbackOn } from '../../../harness/world/pages.ts';
import type { MessageEvent } from '../../../harness/document/ids.ts';
import type { Sending } from '../shared/sending/operation.ts';

export const eventType = 'm.room.message.feedback';

/** Recognises the feedback on one event. */
const isOn =
  (target: string) =>
  (event: MessageEvent): boolean =>
    event.content['target_event_id'] === target;

/** What sets send_feedback apart from the other operations that send. */
export const sendingFeedback: Sending<'send_feedback'> = {
  operation: 'send_feedback',
  noun: 'feedback',
  thing: 'feedback',
  eventType,
  async request(owner, roomId) {
    const body = { ...(await feedbackOn(owner, roomId)), type: 'delivered' };
    return { args: { roomId, body }, isIt: isOn(body.target_event_id) };
  },
  putWith: [{ type: 'delivered' }, { type: 'read' }],
  isSent: (e) => e.type === eventType,
  async unusualJson(owner, roomId) {
    const body = await feedbackOn(owner, roomId);
    const target = JSON.stringify(body.target_event_id);
    return {
      args: { roomId, body },
      raw: ` {\n"target_\\u0065vent_id" : ${target} ,\t"type":"re\\u0061d"} \r\n`,
      content: body,
      isIt: isOn(body.target_event_id),
    };
  },
  wrongBodies: ['empty', 'truncated', 'text', 'array', 'empty-array', 'string', 'number', 'null'],
  repeatsWithOtherBodies: false,
  requires: {
    success: 'FEED-01',
    eventId: 'FEED-02',
    put: 'FEED-04',
    sameTxn: 'FEED-04',
    json: 'FEED-05',
    object: 'FEED-06',
    room: 'FEED-07',
  },
};
