import type { Sending } from '../shared/sending/operation.ts';

export const textOf = (body: string): { readonly msgtype: string; readonly body: string } => ({
  msgtype: 'm.text',
  body,
});

/** What sets send_message apart from the other operations that send. */
export const sendingMessages: Sending<'send_message'> = {
  operation: 'send_message',
  noun: 'message',
  thing: 'a message',
  eventType: 'm.room.message',
  request(_, roomId, fresh) {
    const text = fresh();
    return { args: { roomId, body: textOf(text) }, isIt: (e) => e.content['body'] === text };
  },
  isSent: (e) => e.type === 'm.room.message',
  unusualJson(_, roomId, fresh) {
    const mark = fresh();
    const body = '"\\u0061\\n\\"b\\\\"';
    return {
      args: { roomId, body: textOf('Hello') },
      raw: ` {\n"body" : ${body} ,\t"mark":"${mark}", "msgtype":"m.te\\u0078t"} \r\n`,
      content: { msgtype: 'm.text', body: 'a\n"b\\' },
      isIt: (e) => e.content['mark'] === mark,
    };
  },
  // A missing body is reported against MSG-09.
  wrongBodies: ['truncated', 'text', 'array', 'empty-array', 'string', 'number', 'null'],
  repeatsWithOtherBodies: true,
  requires: {
    success: 'MSG-01',
    eventId: 'MSG-02',
    put: 'MSG-04',
    sameTxn: 'MSG-05',
    json: 'MSG-08',
    object: 'SEND-11',
    room: 'MSG-14',
  },
};
