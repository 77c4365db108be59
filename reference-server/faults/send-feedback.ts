import { invalid } from '../errors.ts';
import { perRow, type Faults } from './fault.ts';
import {
  changeStatus,
  checkFurther,
  checkInstead,
  onRefusal,
  refuseAndStore,
  storeAs,
  storeContent,
  wrapOperation,
} from './vocabulary/index.ts';

/** What feedback may say, and how it is stored. */
export const sendFeedbackFaults: Faults = {
  'any-feedback-type': {
    summary: 'send_feedback accepts a type of any JSON type.',
    violates: ['FEED-08', 'MODEL-05'],
    spoil: checkInstead('feedback', (content) =>
      'type' in content ? { ...content, type: 'read' } : content,
    ),
  },
  'any-feedback-type-string': {
    summary: 'send_feedback accepts any string as type.',
    violates: ['FEED-08', 'MODEL-05'],
    spoil: checkInstead('feedback', (content) =>
      typeof content['type'] === 'string' ? { ...content, type: 'read' } : content,
    ),
  },
  'put-of-feedback-answers-another-id': {
    summary: 'A PUT of feedback is answered with an event_id that no event has.',
    violates: ['MODEL-28', 'FEED-04'],
    spoil: wrapOperation(['send_feedback'], (perform) => async (context) => {
      const answer = await perform(context);
      if (context.params.txnId === '') return answer;
      return { ...answer, body: { event_id: context.parts.ids.event() } };
    }),
  },
  'feedback-type-trimmed': {
    summary: 'send_feedback accepts a type with white space around it.',
    violates: ['FEED-08', 'MODEL-05'],
    spoil: checkInstead('feedback', ({ type, ...rest }) => ({
      ...rest,
      ...(type === undefined ? {} : { type: typeof type === 'string' ? type.trim() : type }),
    })),
  },
  'bad-feedback-type-dropped': {
    summary: 'send_feedback answers 200 for a bad type and stores nothing.',
    violates: ['FEED-08', 'MODEL-05'],
    spoil: onRefusal(['send_feedback'], (error, { parts }) => {
      if (error.errcode !== 'M_INVALID_PARAM') throw error;
      return parts.answer.ok({ event_id: parts.ids.event() });
    }),
  },
  'bad-feedback-type-kept': {
    summary: 'send_feedback refuses a bad type and stores it all the same.',
    violates: ['FEED-08', 'MODEL-05', 'FEED-10', 'FEED-11', 'MODEL-04'],
    spoil: refuseAndStore('send_feedback'),
  },
  'bad-feedback-500': {
    summary: 'send_feedback answers 500 instead of 400.',
    violates: ['FEED-06', 'FEED-08', 'FEED-10', 'FEED-11', 'MODEL-04', 'MODEL-05', 'CONV-16'],
    spoil: changeStatus('send_feedback', 400, 500),
  },
  ...perRow(['delivered', 'read'], (refused) => ({
    [`${refused}-refused`]: {
      summary: `send_feedback refuses the type "${refused}".`,
      violates: ['FEED-09', 'MODEL-05'],
      spoil: checkFurther('feedback', ({ type }) => {
        if (type === refused) throw invalid('Bad feedback type.');
      }),
    },
  })),
  'feedback-always-read': {
    summary: 'send_feedback stores the type "read" whatever was sent.',
    violates: ['FEED-09', 'FEED-03'],
    spoil: storeContent(['send_feedback'], (content) => ({ ...content, type: 'read' })),
  },
  'feedback-type-not-needed': {
    summary: 'send_feedback accepts a body without type.',
    violates: ['FEED-10', 'MODEL-05'],
    spoil: checkInstead('feedback', (content) => ({ type: 'read', ...content })),
  },
  'feedback-target-not-needed': {
    summary: 'send_feedback accepts a body without target_event_id.',
    violates: ['FEED-11', 'MODEL-04'],
    spoil: checkInstead('feedback', (content) => ({ target_event_id: '$', ...content })),
  },
  'feedback-target-a-number': {
    summary: 'send_feedback accepts a target_event_id that is a number.',
    violates: ['MODEL-04'],
    spoil: checkInstead('feedback', ({ target_event_id: target, ...rest }) => ({
      ...rest,
      target_event_id: typeof target === 'number' ? '$' : target,
    })),
  },
  'feedback-target-dropped': {
    summary: 'send_feedback does not store target_event_id.',
    violates: ['FEED-12', 'FEED-03'],
    spoil: storeContent(['send_feedback'], ({ type }) => ({ type })),
  },
  'feedback-target-the-last': {
    summary: 'send_feedback stores the latest event of the room as target_event_id.',
    violates: ['FEED-12', 'FEED-03'],
    spoil: storeAs('all', ({ type, content }, _context, room) =>
      type === 'm.room.message.feedback'
        ? { content: { ...content, target_event_id: room.events.at(-1)?.eventId } }
        : {},
    ),
  },
};
