import type { Sending } from '../shared/sending/operation.ts';

export const eventType = 'com.example.conf';

/** What sets send_non_state_event apart from the other operations that send. */
export const sendingEvents: Sending<'send_non_state_event'> = {
  operation: 'send_non_state_event',
  noun: 'event',
  thing: 'an event',
  eventType,
  request(_, roomId, fresh) {
    const mark = fresh();
    return { args: { roomId, eventType, body: { mark } }, isIt: (e) => e.content['mark'] === mark };
  },
  isSent: (e) => e.content['mark'] !== undefined,
  unusualJson(_, roomId, fresh) {
    const mark = fresh();
    return {
      args: { roomId, eventType, body: { v: 1 } },
      raw: `\r\n { "number" :\t5 , "word" : "\\u0061\\/\\"b" ,"mark":"${mark}"}\n`,
      content: { number: 5, word: 'a/"b' },
      isIt: (e) => e.content['mark'] === mark,
    };
  },
  wrongBodies: [
    ...(['empty', 'truncated', 'text', 'array', 'string', 'number', 'boolean', 'null'] as const),
    ...(['empty-array', 'empty-string', 'zero', 'false'] as const),
  ],
  repeatsWithOtherBodies: false,
  requires: {
    success: 'SEND-01',
    eventId: 'SEND-02',
    put: 'SEND-05',
    sameTxn: 'SEND-06',
    json: 'SEND-08',
    object: 'SEND-11',
    room: 'SEND-12',
  },
};
