import type { ClientRequirementId } from '../../../harness/document/ids.ts';
import type { SeriesProperty } from '../property.ts';
import type { Change } from '../../reference/client.ts';
import {
  ApiProblem,
  type ClientParts,
  type Incoming,
  LostAnswer,
  type Outgoing,
} from '../../reference/parts.ts';

/** A client with one thing wrong that no single scenario shows. */
interface WrongInSeries {
  /** One sentence: what this client does. */
  readonly summary: string;
  /** The property that catches it. */
  readonly caughtBy: SeriesProperty['id'];
  readonly violates: ClientRequirementId;
  readonly change: Change;
}

const isMembership = ({ path }: Outgoing): boolean => /\/(?:join|leave|invite|ban)\//.test(path);

const done: Incoming = { status: 200, text: '{}', json: {}, location: null };

/** Changes how a request is sent, and sent again. */
const sending =
  (send: (right: ClientParts['send']) => ClientParts['send']): Change =>
  (right) => ({ send: send(right.send) });

/** Each needs steps one after the other, readings together, or trouble where no scenario has any. */
export const wrongInSeries: Readonly<Record<string, WrongInSeries>> = {
  'remembers-topics': {
    summary: 'It reads the topic of a room once, and shows it for ever.',
    caughtBy: 'clients/series/whatever-users-do',
    violates: 'CLIENT-24',
    change: ({ send }) => {
      const known = new Map<string, Incoming>();
      return {
        async send(parts, user, outgoing) {
          const key = `${user.token} ${outgoing.path}`;
          const isTopic = outgoing.method === 'GET' && outgoing.path.endsWith('/m.room.topic');
          const before = isTopic ? known.get(key) : undefined;
          if (before !== undefined) return before;
          const incoming = await send(parts, user, outgoing);
          if (isTopic && incoming.status === 200) known.set(key, incoming);
          return incoming;
        },
      };
    },
  },
  'one-room': {
    summary: 'It sets every topic in the room that it saw first.',
    caughtBy: 'clients/series/whatever-users-do',
    violates: 'CLIENT-24',
    change: ({ send }) => {
      let first: string | null = null;
      return {
        send(parts, user, outgoing) {
          const room = /^\/rooms\/[^/]+/.exec(outgoing.path)?.[0] ?? null;
          if (room === null) return send(parts, user, outgoing);
          first ??= room;
          const isTopic = outgoing.method === 'PUT' && outgoing.path.endsWith('/m.room.topic');
          const path = isTopic ? outgoing.path.replace(room, first) : outgoing.path;
          return send(parts, user, { ...outgoing, path });
        },
      };
    },
  },
  'hides-echoes': {
    summary: 'It does not show a message that says the same as the one before it.',
    caughtBy: 'clients/series/whatever-users-do',
    violates: 'CLIENT-24',
    change: ({ walk }) => ({
      walk: async (page) =>
        (await walk(page)).filter(
          ({ type, content }, i, all) =>
            type !== 'm.room.message' || content['body'] !== all[i - 1]?.content['body'],
        ),
    }),
  },
  'two-readings-at-once': {
    summary: 'It knows repeated events at a seam, but not where tokens hold a slash.',
    caughtBy: 'clients/series/in-any-dialect',
    violates: 'CLIENT-15',
    change: ({ walk }) => ({
      walk: async (page) => {
        let odd = false;
        const right = await walk(async (from) => {
          const found = await page(from);
          odd ||= found.end?.includes('/') === true;
          return found;
        });
        if (!odd) return right;
        const all = [];
        for (let from: string | null = null; ;) {
          const { events, end }: Awaited<ReturnType<typeof page>> = await page(from);
          all.push(...events);
          if (end === null || end === from || events.length === 0) return all.toReversed();
          from = end;
        }
      },
    }),
  },
  'sends-again-what-was-broken': {
    summary: 'It sends a message again, with a new txnId, when the answer is not JSON.',
    caughtBy: 'clients/series/through-any-trouble',
    violates: 'CLIENT-11',
    change: ({ send, txnId }) => ({
      async send(parts, user, outgoing) {
        const incoming = await send(parts, user, outgoing);
        if (incoming.json !== undefined || !outgoing.path.includes('/send/')) return incoming;
        const path = outgoing.path.replace(/[^/]+$/, txnId() ?? '');
        return send(parts, user, { ...outgoing, path });
      },
    }),
  },
  'believes-in-memberships': {
    summary: 'It says that a membership changed when no answer came.',
    caughtBy: 'clients/series/through-any-trouble',
    violates: 'CLIENT-21',
    change: sending((send) => async (parts, user, outgoing) => {
      if (!isMembership(outgoing)) return send(parts, user, outgoing);
      try {
        return await parts.sendOnce(user, outgoing);
      } catch (error) {
        if (error instanceof LostAnswer) return done;
        throw error;
      }
    }),
  },
  'ends-at-a-lost-page': {
    summary: 'It takes a page that does not come for the end of the room.',
    caughtBy: 'clients/series/through-any-trouble',
    violates: 'CLIENT-21',
    change: ({ walk }) => ({
      walk: (page) =>
        walk(async (from) => {
          if (from === null) return page(from);
          return page(from).catch((error: unknown) => {
            if (error instanceof LostAnswer || error instanceof ApiProblem)
              return { events: [], start: from, end: from };
            throw error;
          });
        }),
    }),
  },
};
