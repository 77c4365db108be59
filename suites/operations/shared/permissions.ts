import type { User } from '../../../harness/judge/user.ts';
import {
  ban,
  bring,
  enter,
  invite,
  kick,
  leave,
  room,
  type Visibility,
} from '../../../harness/world/rooms.ts';
import { requireSuccess } from '../../../harness/world/answers.ts';
import type { CaseBody, World } from '../../../harness/run/case.ts';
import type { Arguments, Nickname, RequirementId } from '../../../harness/document/ids.ts';

/** What a user does in the room before leaving it. */
type Inside = (user: User, roomId: string) => Promise<unknown>;

/** A user whom the server must refuse, and how to get one. */
interface ForbiddenUser {
  /** The name of the role in the case. */
  readonly role: string;
  /** The subject of the title. */
  readonly who: string;
  readonly visibility: Visibility;
  readonly arrange: (owner: User, roomId: string, user: User, inside: Inside) => Promise<unknown>;
  /** Makes the user a member of the room, where that is allowed. */
  readonly admit?: (owner: User, roomId: string, user: User) => Promise<unknown>;
}

/** Brings a user in, lets them do something there, and makes them leave again. */
const visitor =
  (out: (owner: User, roomId: string, user: User) => Promise<unknown>): ForbiddenUser['arrange'] =>
  async (owner, roomId, user, inside) => {
    await bring(owner, roomId, user);
    await inside(user, roomId);
    await out(owner, roomId, user);
  };

const forbiddenUsers = {
  stranger: {
    role: 'stranger',
    who: 'A user who was never in a private room',
    visibility: 'private',
    arrange: async () => {},
    admit: bring,
  },
  'stranger-to-public-room': {
    role: 'stranger',
    who: 'A user who was never in a public room',
    visibility: 'public',
    arrange: async () => {},
    admit: bring,
  },
  'invited-user': {
    role: 'invited',
    who: 'A user who is invited to a room but has not joined it',
    visibility: 'private',
    arrange: (owner, roomId, user) => invite(owner, roomId, user),
    admit: enter,
  },
  'user-who-left': {
    role: 'left',
    who: 'A user who left a room',
    visibility: 'private',
    arrange: visitor(leave),
  },
  'kicked-user': {
    role: 'kicked',
    who: 'A user who was kicked from a room',
    visibility: 'private',
    arrange: visitor(kick),
  },
  'banned-user': {
    role: 'banned',
    who: 'A user who is banned from a room',
    visibility: 'private',
    arrange: visitor(ban),
  },
  'member-without-power': {
    role: 'member',
    who: 'A member of a room with the default power level',
    visibility: 'private',
    arrange: (owner, roomId, user) => bring(owner, roomId, user),
  },
} satisfies Readonly<Record<string, ForbiddenUser>>;

export type ForbiddenName = keyof typeof forbiddenUsers;

/** The users of a refusal that has been set up. */
interface Setup {
  readonly owner: User;
  readonly user: User;
  readonly roomId: string;
  /** Removes the reason for the refusal; null where nothing the owner does can remove it. */
  readonly admit: (() => Promise<unknown>) | null;
}

/** What is forbidden: as it stands in ids, and in titles behind "cannot". */
interface Forbidden {
  readonly id: string;
  readonly text: string;
  readonly requirement: RequirementId;
  readonly inside?: Inside;
}

/** One case for each user: `refused` asserts that the user cannot do what is forbidden. */
export function forbiddenCases(
  { id, text, requirement, inside = () => Promise.resolve() }: Forbidden,
  names: readonly ForbiddenName[],
  refused: (world: World, setup: Setup) => Promise<void>,
): Readonly<Record<string, CaseBody>> {
  const cases = names.map((name): [string, CaseBody] => {
    const { role, who, visibility, arrange, admit }: ForbiddenUser = forbiddenUsers[name];
    return [
      `${name}-cannot-${id}`,
      {
        title: `${who} cannot ${text}`,
        requires: [requirement],
        async run(world) {
          const [owner, user] = await world.users('owner', role);
          const roomId = await room(owner, visibility);
          await arrange(owner, roomId, user, inside);
          const welcome = admit === undefined ? null : () => admit(owner, roomId, user);
          await refused(world, { owner, user, roomId, admit: welcome });
        },
      },
    ];
  });
  return Object.fromEntries(cases);
}

/**
 * One case for each user: a request is answered 403 and changes nothing, and the owner of the room may send it.
 * @param request makes the request, in a room of the owner's
 */
export const refusedRequestCases = <N extends Nickname>(
  operation: N,
  forbidden: Forbidden,
  names: readonly ForbiddenName[],
  request: (owner: User, roomId: string) => Promise<Arguments[N]>,
): Readonly<Record<string, CaseBody>> =>
  forbiddenCases(forbidden, names, async ({ must }, { owner, user, roomId }) => {
    const args = await request(owner, roomId);

    await must.refuse(403, user, operation, args, { observer: owner });
    requireSuccess(await owner.call(operation, args));
  });
