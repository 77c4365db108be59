import type { Homeserver } from '../../reference-server/index.ts';
import { documentError, type Finding } from '../documents/index.ts';
import { createClaims } from './claims.ts';
import type { StateDocument } from './document.ts';
import type { Names } from './names.ts';
import { createPeople } from './people.ts';
import type { Plan, Report } from './plan.ts';
import { planRoom } from './plan-room.ts';
import { planUsers } from './plan-users.ts';

/** The events that one document may make. */
const mostEvents = 100_000;

/** More are not told to anybody. */
const mostFindings = 100;

/**
 * Checks everything that a document would do to a server, and does none of it.
 * @throws DocumentError where the document contradicts itself or what is on the server
 */
export function planDocument(homeserver: Homeserver, document: StateDocument, names: Names): Plan {
  const found = new Map<string, Finding>();
  const report: Report = (pointer, message, at, hint) => {
    if (found.size > mostFindings) return;
    const finding = {
      pointer,
      message,
      ...(at === undefined ? {} : { at }),
      ...(hint === undefined ? {} : { hint }),
    };
    found.set(`${pointer}\n${message}`, finding);
  };
  const claims = createClaims(homeserver, report);
  const people = createPeople(homeserver, document, report);
  const users = planUsers(homeserver, document, claims, report);
  const tools = { homeserver, names, people, claims, report };
  const rooms = Object.entries(document.rooms ?? {}).flatMap(
    ([name, room]) => planRoom(name, room, tools) ?? [],
  );
  const events = rooms.reduce(
    (sum, room) => sum + room.events.reduce((inner, { count }) => inner + count, 0),
    0,
  );
  if (events > mostEvents) {
    report(
      '/rooms',
      `the rooms have ${events} events; a document makes at most ${mostEvents}`,
      'key',
    );
  }
  if (found.size > 0) throw documentError(document, [...found.values()]);
  return { users, rooms };
}
