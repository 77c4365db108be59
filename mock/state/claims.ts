import type { Homeserver } from '../../reference-server/index.ts';
import { quoted } from '../documents/index.ts';
import type { Report } from './plan.ts';

/** What no two things may share, in the document and on the server. */
export interface Claims {
  /** @param owner who has it, in a sentence */
  readonly alias: (alias: string, owner: string, pointer: string) => void;
  readonly roomId: (id: string, owner: string, pointer: string) => void;
  readonly eventId: (id: string, pointer: string) => void;
  readonly token: (token: string, owner: string, pointer: string) => void;
}

/** Claims of a document that is about to populate a server. */
export function createClaims({ parts, world }: Homeserver, report: Report): Claims {
  const owners = {
    alias: new Map<string, string>(),
    roomId: new Map<string, string>(),
    token: new Map<string, string>(),
  };
  const eventIds = new Set<string>();
  let present: ReadonlySet<string> | null = null;
  const isPresent = (id: string): boolean => {
    present ??= new Set(
      [...world.rooms.values()].flatMap(({ events }) => events.map(({ eventId }) => eventId)),
    );
    return present.has(id);
  };
  const claim = (
    kind: keyof typeof owners,
    key: string,
    thing: string,
    isTaken: boolean,
    owner: string,
    pointer: string,
  ): void => {
    const other = owners[kind].get(key);
    if (other !== undefined) report(pointer, `${thing} belongs to ${other} already`);
    else if (isTaken) report(pointer, `${thing} is taken on this server; choose another one`);
    owners[kind].set(key, other ?? owner);
  };
  return {
    alias(alias, owner, pointer) {
      const isTaken = parts.aliases.resolve(world.aliases, alias) !== undefined;
      claim('alias', alias, `the alias ${quoted(alias)}`, isTaken, owner, pointer);
    },
    roomId(id, owner, pointer) {
      const isTaken = parts.rooms.find(world, id) !== undefined;
      claim('roomId', id, `the room id ${quoted(id)}`, isTaken, owner, pointer);
    },
    token(token, owner, pointer) {
      // A token is not shown, not even to say that it is there twice.
      const isTaken = world.accounts.callers.has(token);
      claim('token', token, 'this token', isTaken, owner, pointer);
    },
    eventId(id, pointer) {
      if (eventIds.has(id)) report(pointer, `the event id ${quoted(id)} is given twice`);
      else if (isPresent(id)) {
        report(pointer, `the event id ${quoted(id)} is taken on this server; choose another one`);
      }
      eventIds.add(id);
    },
  };
}
