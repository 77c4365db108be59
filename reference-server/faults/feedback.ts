import { invalid } from '../errors.ts';
import { documented, implied, type Fault } from './fault.ts';
import { asIf, checking, kept, keptAllTheSame, refusedWith } from './keeping.ts';
import { housing, refusing } from './spoiling.ts';

/** What feedback may say, and what becomes of it. */
export const feedbackFaults: readonly Fault[] = [
  documented(
    'any-feedback-type',
    'Feedback may be of any type.',
    ['FEED-08', 'MODEL-05'],
    asIf('feedback', (content) => ('type' in content ? { ...content, type: 'read' } : content)),
  ),
  documented(
    'any-feedback-type-string',
    'Feedback may be of any type that is a string.',
    ['FEED-08', 'MODEL-05'],
    asIf('feedback', (content) =>
      typeof content['type'] === 'string' ? { ...content, type: 'read' } : content,
    ),
  ),
  documented(
    'bad-feedback-type-dropped',
    'Feedback of a bad type is answered 200 and forgotten.',
    ['FEED-08', 'MODEL-05'],
    refusing(['send_feedback'], (error, { parts }) => {
      if (error.errcode !== 'M_INVALID_PARAM') throw error;
      return parts.answer.ok({ event_id: parts.ids.event() });
    }),
  ),
  documented(
    'bad-feedback-type-kept',
    'Feedback of a bad type is refused and kept all the same.',
    ['FEED-08', 'MODEL-05'],
    keptAllTheSame('send_feedback'),
  ),
  documented(
    'bad-feedback-500',
    'Bad feedback makes the server fail.',
    ['FEED-08'],
    refusedWith('send_feedback', 500),
  ),
  documented(
    'delivered-refused',
    'Feedback cannot be "delivered".',
    ['FEED-09', 'MODEL-05'],
    checking('feedback', (content, right) => {
      right(content);
      if (content['type'] === 'delivered') throw invalid('Bad feedback type.');
    }),
  ),
  documented(
    'read-refused',
    'Feedback cannot be "read".',
    ['FEED-09', 'MODEL-05'],
    checking('feedback', (content, right) => {
      right(content);
      if (content['type'] === 'read') throw invalid('Bad feedback type.');
    }),
  ),
  documented(
    'feedback-always-read',
    'All feedback is kept as "read".',
    ['FEED-09', 'FEED-03'],
    kept(['send_feedback'], (content) => ({ ...content, type: 'read' })),
  ),
  implied(
    'feedback-type-not-needed',
    'Feedback needs no type.',
    ['FEED-10', 'MODEL-05'],
    asIf('feedback', (content) => ({ type: 'read', ...content })),
  ),
  implied(
    'feedback-target-not-needed',
    'Feedback needs no target.',
    ['FEED-11', 'MODEL-04'],
    asIf('feedback', (content) => ({ target_event_id: '$', ...content })),
  ),
  documented(
    'feedback-target-a-number',
    'The target of feedback may be a number.',
    ['MODEL-04'],
    asIf('feedback', (content) => ({
      ...content,
      target_event_id:
        typeof content['target_event_id'] === 'number' ? '$' : content['target_event_id'],
    })),
  ),
  implied(
    'feedback-target-dropped',
    'Feedback is kept without its target.',
    ['FEED-12', 'FEED-03'],
    kept(['send_feedback'], ({ type }) => ({ type })),
  ),
  implied(
    'feedback-target-the-last',
    'Feedback always acknowledges the latest event of the room.',
    ['FEED-12', 'FEED-03'],
    housing(({ append }) => ({
      append: (context, room, draft) =>
        append(
          context,
          room,
          draft.type === 'm.room.message.feedback'
            ? {
                ...draft,
                content: { ...draft.content, target_event_id: room.events.at(-1)?.eventId },
              }
            : draft,
        ),
    })),
  ),
];
