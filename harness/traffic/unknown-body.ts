import type { ClientRequirementId } from '../document/ids.ts';
import type { ClientAnswer } from './exchange.ts';
import type { TrafficAnswer, TrafficRequest } from './traffic-exchange.ts';

/** What is said of bodies: of one that is not known, none of it holds. */
export const aboutBodies: ReadonlySet<ClientRequirementId> = new Set([
  'CLIENT-03',
  'CLIENT-04',
  'CLIENT-05',
  'CLIENT-06',
  'CLIENT-09',
  'CLIENT-27',
  'CLIENT-29',
]);

/** What the judge of requests takes for a body that it cannot read. */
export const unknownBody = ({ headers }: Pick<TrafficRequest, 'headers'>) => ({
  headers: { ...headers, 'content-encoding': 'unknown' },
  body: new Uint8Array(1),
});

/** An answer whose body is not known came all the same. */
export const forClients = (answer: TrafficAnswer | null): ClientAnswer | null =>
  answer === null
    ? null
    : { ...answer, ...(answer.body === null ? unknownBody(answer) : { body: answer.body }) };
