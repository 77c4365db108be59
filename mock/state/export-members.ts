import { same } from '../../harness/judge/compare.ts';
import type { JsonObject, Room, RoomEvent } from '../../reference-server/index.ts';
import type { MembershipState, MemberState } from './document.ts';
import { joinedUnlessSaid } from './plan-members.ts';

type Members = Readonly<Record<string, MembershipState | MemberState>>;

/**
 * The members of a room, in the order in which they came.
 * @param events what else is exported of the room: whoever sent any of it has been there
 */
export function exportMembers(
  room: Room,
  creator: string,
  called: (userId: string) => string,
  events: readonly { readonly from?: string }[],
  profiles: ReadonlyMap<string, JsonObject>,
): Members {
  const slots = room.state.get('m.room.member');
  const current = room.memberOrder.flatMap((userId) => slots?.get(userId) ?? []);
  const byOf = new Map(current.map((event) => [event, otherActor(event, creator, slots)]));
  const acts = new Set([
    ...events.flatMap(({ from }) => from ?? []),
    ...[...byOf.values()].flatMap((by) => (by === null ? [] : [called(by)])),
  ]);
  const joined = new Set(
    room.events.flatMap(({ type, stateKey, content }) =>
      type === 'm.room.member' && content['membership'] === 'join' ? [stateKey] : [],
    ),
  );
  const entries = current.flatMap((event): [string, MembershipState | MemberState][] => {
    const { stateKey = '', content } = event;
    const { membership, ...rest } = content;
    if (!isMembership(membership)) return [];
    const name = called(stateKey);
    const wasThere = joined.has(stateKey) || acts.has(name);
    const isUsual =
      stateKey !== creator && wasThere === joinedUnlessSaid(membership, acts.has(name));
    const by = byOf.get(event) ?? null;
    const usual = membership === 'join' ? (profiles.get(stateKey) ?? {}) : {};
    const more: Omit<MemberState, 'membership'> = {
      ...(by === null ? {} : { by: called(by) }),
      ...(membership === 'join' || isUsual ? {} : { joined: wasThere }),
      ...(same(rest, usual) ? {} : { content: rest }),
    };
    return [[name, Object.keys(more).length === 0 ? membership : { membership, ...more }]];
  });
  return Object.fromEntries(entries);
}

/** Who changed a membership, where it is not whom a document would have. */
function otherActor(
  { sender, stateKey, content }: RoomEvent,
  creator: string,
  slots: ReadonlyMap<string, unknown> | undefined,
): string | null {
  const { membership } = content;
  if (membership === 'join' || slots?.has(sender) !== true) return null;
  const usual = membership === 'leave' ? stateKey : creator;
  return sender === usual ? null : sender;
}

function isMembership(value: unknown): value is MembershipState {
  return value === 'join' || value === 'invite' || value === 'leave' || value === 'ban';
}
