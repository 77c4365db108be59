import type { JsonObject } from '../domain/event.ts';
import { isObject } from '../domain/json.ts';
import { badJson, invalid } from '../errors.ts';
import type { Faults } from './fault.ts';
import {
  both,
  changePage,
  perRequest,
  changeRooms,
  changeStatus,
  changeWholeBody,
  checkContent,
  checkFurther,
  checkInstead,
  mapValues,
  readOnly,
  refuseAndStore,
  storeAs,
  storeContent,
  textForNumber,
} from './vocabulary/index.ts';

const knownMsgtypes: ReadonlySet<unknown> = new Set(['m.text', 'm.emote', 'm.notice', 'm.image']);

/** What a message may say, and how it is stored. */
export const sendMessageFaults: Faults = {
  'custom-msgtypes-for-their-sender-alone': {
    summary: 'Messages of msgtypes that do not begin with m. are shown to their sender alone.',
    violates: ['MSG-13', 'MSG-03'],
    spoil: perRequest('get_messages', ({ caller }) =>
      changePage(({ events }) => ({
        events: events.filter(
          ({ sender, content: { msgtype } }) =>
            sender === caller.userId || typeof msgtype !== 'string' || msgtype.startsWith('m.'),
        ),
      })),
    ),
  },
  'send-message-is-a-string': {
    summary: 'send_message answers the event id without an object around it.',
    violates: ['MSG-02', 'MODEL-28'],
    spoil: changeWholeBody(['send_message'], (body) =>
      isObject(body) ? Object.values(body)[0] : body,
    ),
  },
  'msgtype-not-needed': {
    summary: 'send_message accepts a body without msgtype.',
    violates: ['MSG-10', 'MODEL-02'],
    spoil: checkInstead('message', (content) => ({ msgtype: 'm.text', ...content })),
  },
  'msgtype-may-be-anything': {
    summary: 'send_message accepts a msgtype of any JSON type.',
    violates: ['MSG-11', 'MODEL-02'],
    spoil: checkContent('message', (content, right) => {
      right('msgtype' in content ? { msgtype: '' } : content);
    }),
  },
  'msgtype-number-taken': {
    summary: 'send_message accepts a msgtype that is a number and stores it as a string.',
    violates: ['MSG-11', 'MODEL-02'],
    spoil: both(
      checkInstead('message', ({ msgtype, ...rest }) => ({
        ...rest,
        msgtype: textForNumber(msgtype),
      })),
      storeContent(['send_message'], (content) => ({
        ...content,
        msgtype: String(content['msgtype']),
      })),
    ),
  },
  'body-needed': {
    summary: 'send_message refuses a message without a body.',
    violates: ['MSG-12'],
    spoil: checkFurther('message', ({ body }) => {
      if (typeof body !== 'string') throw badJson('No body.');
    }),
  },
  'msgtypes-listed': {
    summary: 'send_message refuses a msgtype that the specification does not list.',
    violates: ['MSG-13'],
    spoil: checkFurther('message', ({ msgtype }) => {
      if (!knownMsgtypes.has(msgtype)) throw invalid('Unknown msgtype.');
    }),
  },
  'msgtypes-of-ones-own-become-text': {
    summary: 'send_message stores an unknown msgtype as m.text.',
    violates: ['MSG-13', 'MSG-03'],
    spoil: storeContent(['send_message'], (content) =>
      knownMsgtypes.has(content['msgtype']) ? content : { ...content, msgtype: 'm.text' },
    ),
  },
  'further-keys-dropped': {
    summary: 'send_message stores only msgtype and body.',
    violates: ['MODEL-03', 'MSG-03'],
    spoil: storeContent(['send_message'], ({ msgtype, body }) => ({
      msgtype,
      ...(body === undefined ? {} : { body }),
    })),
  },
  'message-body-dropped': {
    summary: 'send_message stores only msgtype.',
    violates: ['MSG-03', 'MODEL-03'],
    spoil: storeContent(['send_message'], ({ msgtype }) => ({ msgtype })),
  },
  'message-kept-as-sent-first': {
    summary: 'Every message after the third in a room has the content of the third.',
    violates: ['MSG-03'],
    spoil: (right) => {
      const third = new Map<string, JsonObject>();
      return storeAs('all', ({ type, content }, _context, room) => {
        if (type !== 'm.room.message') return {};
        const sent = room.events.filter((event) => event.type === type).length;
        if (sent === 2) third.set(room.id, content);
        return { content: third.get(room.id) ?? content };
      })(right);
    },
  },
  'message-in-markup': {
    summary: 'send_message escapes text for HTML.',
    violates: ['MSG-03'],
    spoil: storeContent(
      ['send_message'],
      mapValues((value) =>
        typeof value === 'string'
          ? value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
          : value,
      ),
    ),
  },
  'message-trimmed': {
    summary: 'Sent text loses the white space around it.',
    violates: ['MSG-03', 'SEND-10'],
    spoil: storeContent(
      ['send_message', 'send_non_state_event'],
      mapValues((value) => (typeof value === 'string' ? value.trim() : value)),
    ),
  },
  'fifth-send-without-effect': {
    summary: 'From the fifth event that a user sends into a room on nothing is stored.',
    violates: ['MSG-03', 'SEND-03'],
    spoil: (right) => {
      const count = new Map<string, number>();
      return changeRooms(({ append }) => ({
        append: (context, room, draft) => {
          if (draft.stateKey !== undefined) return append(context, room, draft);
          const who = draft.sender + room.id;
          const sent = (count.get(who) ?? 0) + 1;
          count.set(who, sent);
          return append(context, sent < 5 ? room : readOnly(room), draft);
        },
      }))(right);
    },
  },
  'bad-message-kept': {
    summary: 'send_message refuses a message without a string msgtype and stores it all the same.',
    violates: ['MSG-10', 'MSG-11', 'MODEL-02'],
    spoil: refuseAndStore('send_message'),
  },
  'bad-message-403': {
    summary: 'send_message answers 403 wherever 400 is right.',
    violates: ['MSG-10', 'MSG-09', 'MSG-11', 'SEND-11', 'CONV-16'],
    spoil: changeStatus('send_message', 400, 403),
  },
};
