import { isArray, isObject, stringAt } from '../../../harness/document/json.ts';
import type { ChangedClient } from '../../catalogue/changed-client.ts';

/** Clients that are right in ways that only series could take for wrong. */
export const rightInSeries: Readonly<Record<string, ChangedClient>> = {
  'joined-members-alone': {
    summary: 'It shows who is in a room, and nobody who was or who is invited.',
    change: ({ objectOf }) => ({
      objectOf: (incoming) => {
        const found = objectOf(incoming);
        const chunk = found['chunk'];
        if (!isArray(chunk)) return found;
        const isShown = (event: unknown): boolean =>
          !isObject(event) ||
          event['type'] !== 'm.room.member' ||
          (isObject(event['content']) && event['content']['membership'] === 'join');
        return { ...found, chunk: chunk.filter(isShown) };
      },
    }),
  },
  'looks-up-aliases': {
    summary: 'It asks for the room of an alias, and joins that.',
    change: ({ send, objectOf, demandSuccess, encode }) => ({
      async send(parts, user, outgoing) {
        const alias = /^\/join\/(?<alias>%23.+)$/.exec(outgoing.path)?.groups?.['alias'];
        if (alias === undefined) return send(parts, user, outgoing);
        const path = `/directory/room/${alias}`;
        const found = await send(parts, user, { method: 'GET', path, query: [], body: null });
        demandSuccess(found);
        const id = stringAt(objectOf(found), 'room_id');
        const join = { ...outgoing, path: `/rooms/${encode(id)}/join` };
        const incoming = await send(parts, user, join);
        demandSuccess(incoming);
        return { ...incoming, json: { room_id: id } };
      },
    }),
  },
  'tries-again-after-server-errors': {
    summary: 'It sends again what got a 5xx, with the same txnId.',
    change: ({ send }) => ({
      async send(parts, user, outgoing) {
        const first = await send(parts, user, outgoing);
        return first.status < 500 ? first : send(parts, user, outgoing);
      },
    }),
  },
  'keeps-what-it-read': {
    summary: 'It keeps the members of a room until somebody does something in that room.',
    change: ({ send }) => {
      let known: {
        readonly key: string;
        readonly incoming: Awaited<ReturnType<typeof send>>;
      } | null = null;
      return {
        async send(parts, user, outgoing) {
          const key = `${user.token} ${outgoing.path}`;
          if (known?.key === key) return known.incoming;
          const incoming = await send(parts, user, outgoing);
          const isList = outgoing.path.endsWith('/members') && incoming.status === 200;
          known = isList && isObject(incoming.json) ? { key, incoming } : null;
          return incoming;
        },
      };
    },
  },
};
