import type { Homeserver, Room } from '../../../reference-server/index.ts';

/** State whose sender and id an export does not keep. */
const shortcuts: ReadonlySet<string> = new Set([
  'm.room.create',
  'm.room.join_rules',
  'm.room.name',
  'm.room.power_levels',
  'm.room.topic',
]);

/** What an export keeps of a server, in a form that can be compared. */
export function essenceOf({ world }: Homeserver): object {
  const { accounts, profiles, aliases, rooms } = world;
  const callers = [...accounts.callers.values()];
  return {
    users: [...accounts.secrets.keys()].toSorted().map((userId) => ({
      userId,
      profile: { ...profiles.get(userId) },
      tokens: callers.filter((caller) => caller.userId === userId).map(({ token }) => token),
    })),
    aliases: [...aliases].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    rooms: new Map([...rooms].map(([id, room]) => [id, essenceOfRoom(room)])),
  };
}

function essenceOfRoom({ state, events }: Room): object {
  const slots = [...state.values()].flatMap((inner) => [...inner.values()]);
  const kept = slots.map((event): [string, object] => {
    const { type, stateKey, content, sender, eventId, at, redactedBecause } = event;
    const key = JSON.stringify([type, stateKey]);
    if (type === 'm.room.member') return [key, { content, sender }];
    const isShort = stateKey === '' && shortcuts.has(type);
    if (isShort) return [key, { content }];
    return [key, { content, sender, eventId, at, because: redactedBecause?.eventId }];
  });
  return {
    state: new Map(kept),
    messages: events
      .filter(({ stateKey }) => stateKey === undefined)
      .map(({ type, sender, content, eventId, at, redactedBecause }) => {
        return { type, sender, content, eventId, at, because: redactedBecause?.eventId };
      }),
  };
}
