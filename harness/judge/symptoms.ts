/*
 * What a mismatch compared, as one text that is equal for every case that fails in the same way. The texts are written
 * here so that attribution can tell what kind of evidence a mismatch is.
 */

/** The status of an answer. */
export const statusOf = (request: string): string => `status of ${request}`;

/** Whether an operation is there, or is answered like a path that nobody has. */
export const offerOf = (operation: string): string => `offer of ${operation}`;

/** A view of a room, before and after a refusal. */
export const viewAfterRefusal = (view: string): string => `the room's ${view} after a refusal`;

/** A view of a room that a request should not have changed, whatever was answered. */
export const viewBesides = (view: string): string => `the room's ${view}, which should not change`;

/** The whole body of a success, against the declared type of its operation. */
export const answerOf = (operation: string): string => `answer of ${operation}`;

/** A place in the body of a success, against its declared type. */
export const shapeOf = (operation: string, path: string): string =>
  `${operation} answers ${path || 'its declared type'}`;

/** What every answer is looked at for, whatever the case is about. */
export const passiveFindings = {
  success: 'status of a success',
  successType: 'content type of a success',
  successBody: 'body of a success',
  error: 'body of an error',
  errcode: 'form of errcode',
  limited: 'body of 429',
} as const;

/** What is measured rather than looked up in a view, so that no view that is wrong can be the reason for it. */
export const measurements = {
  lateness: 'time until reads show an accepted request',
  differentAnswers: 'number of different answers',
} as const;

/** The events of an answer are of the room that was asked for. */
export const foreignEventsIn = (operation: string): string =>
  `${operation} lists events of this room`;

const synonyms = { initialSync: 'get_room_sync_data', 'GET state': 'get_state_events' } as const;

/** The views that a mismatch names as those it compared; none where it names none. */
export const viewsIn = (what: string): readonly string[] => [
  ...(what.match(/\bget_\w+/g) ?? []),
  ...Object.entries(synonyms).flatMap(([words, view]) => (what.includes(words) ? [view] : [])),
];

/**
 * The kinds of evidence: the status of an answer, an operation that is not there, a room that a refusal changed, an answer that as a whole is not of
 * the declared type, something that any answer is looked at for or that was measured, or any other comparison of what
 * was sent.
 */
export type Symptom = 'status' | 'offer' | 'unchanged' | 'shape' | 'passive' | 'content';

const passive: ReadonlySet<string> = new Set([
  ...Object.values(passiveFindings),
  ...Object.values(measurements),
]);

/** The kind of evidence that a mismatch is, by what it compared. */
export function symptomOf(what: string): Symptom {
  if (passive.has(what) || /^\w+ (?:answers|lists events|sent many times) /.test(what))
    return 'passive';
  if (what.startsWith(statusOf(''))) return 'status';
  if (what.startsWith(offerOf(''))) return 'offer';
  if (what.endsWith(' after a refusal')) return 'unchanged';
  return what.startsWith(answerOf('')) ? 'shape' : 'content';
}
