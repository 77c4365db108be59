import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import {
  ban,
  bring,
  invite,
  kick,
  leave,
  membershipOf,
  room,
  type Visibility,
} from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { Arguments, Nickname, RequirementId } from '../../../harness/document/ids.ts';

/** How somebody stands to a room in which an act is not theirs to do. */
interface Standing {
  /** As it reads in a title. */
  readonly who: string;
  readonly visibility: Visibility;
  readonly arrange: (owner: User, roomId: string, actor: User) => Promise<unknown>;
}

const standings = {
  stranger: {
    who: 'a user who never was in the room',
    visibility: 'private',
    arrange: async () => {},
  },
  passerby: {
    who: 'a user who is not in the public room',
    visibility: 'public',
    arrange: async () => {},
  },
  invited: { who: 'an invited user', visibility: 'private', arrange: invite },
  left: {
    who: 'a user who left the room',
    visibility: 'private',
    arrange: async (owner, roomId, actor) => {
      await bring(owner, roomId, actor);
      await leave(actor, roomId);
    },
  },
  kicked: {
    who: 'a user who was made to leave the room',
    visibility: 'private',
    arrange: async (owner, roomId, actor) => {
      await bring(owner, roomId, actor);
      await kick(owner, roomId, actor);
    },
  },
  banned: {
    who: 'a banned user',
    visibility: 'private',
    arrange: async (owner, roomId, actor) => {
      await bring(owner, roomId, actor);
      await ban(owner, roomId, actor);
      // A server on which a ban is something else is judged where bans are.
      const membership = await membershipOf(owner, roomId, actor.id);
      if (membership !== 'ban') throw new Broken(`the ban made the membership ${membership}`);
    },
  },
  member: { who: 'a member of default power', visibility: 'private', arrange: bring },
} satisfies Readonly<Record<string, Standing>>;

type StandingName = keyof typeof standings;

/**
 * One case for each standing: the act is 403 and changes nothing, and the owner of the room may do it.
 * @param scene makes the request, in a room of the owner's
 */
export function standingCases<N extends Nickname>(
  operation: N,
  requirement: RequirementId,
  names: readonly StandingName[],
  scene: (owner: User, roomId: string) => Promise<Arguments[N]>,
): Readonly<Record<string, CaseBody>> {
  const cases = names.map((name): [string, CaseBody] => {
    const { who, visibility, arrange }: Standing = standings[name];
    return [
      `${name}-is-refused`,
      {
        title: `${operation} is refused to ${who}`,
        requires: [requirement],
        async run({ users, must }) {
          const [owner, actor] = await users('owner', name);
          const roomId = await room(owner, visibility);
          await arrange(owner, roomId, actor);
          const args = await scene(owner, roomId);

          await must.refuse(403, actor, operation, args, { observer: owner });
          must.succeed(await owner.call(operation, args));
        },
      },
    ];
  });
  return Object.fromEntries(cases);
}
