import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { LostAnswer, type ClientParts } from '../../reference/parts.ts';
import { waitOf } from '../../reference/reference-parts.ts';
import type { ChangedClient } from '../changed-client.ts';

const pagesOf =
  (pageSize: number): ChangedClient['change'] =>
  () => ({ pageSize });

/** Sends once, and leaves everything to whoever uses the client. */
const once: ClientParts['send'] = (parts, user, outgoing) => parts.sendOnce(user, outgoing);

/** Clients whose requests are right in another way. */
export const rightRequests: Readonly<Record<string, ChangedClient>> = {
  'token-in-the-header': {
    summary: 'It sends the access token in the header.',
    change: () => ({
      credentials: ({ token }) => ({ headers: { authorization: `Bearer ${token}` }, query: [] }),
    }),
  },
  'sends-by-post': {
    summary: 'It sends by POST, without a txnId, and never again.',
    change: () => ({ txnId: () => null }),
  },
  'random-txn-ids': {
    summary: 'Its txnIds are random, and need to be encoded.',
    change: () => ({ txnId: () => `${randomUUID()}/ä` }),
  },
  'raw-characters': {
    summary: 'It leaves characters that a path may hold as they are.',
    change: ({ encode }) => ({
      encode: (value) =>
        encode(value)
          .replaceAll('%3A', ':')
          .replaceAll('%40', '@')
          .replaceAll('%21', '!')
          .replaceAll('%24', '$'),
    }),
  },
  'never-again': { summary: 'It sends nothing twice.', change: () => ({ send: once }) },
  patient: {
    summary: 'It sends again what was lost, up to eight times.',
    change: ({ send }) => ({
      send: async (parts, user, outgoing) => {
        for (let tries = 1; tries < 5 && outgoing.method !== 'POST'; tries += 1) {
          try {
            const incoming = await parts.sendOnce(user, outgoing);
            if (incoming.status !== 429) return incoming;
            await pause(waitOf(incoming));
          } catch (error) {
            if (!(error instanceof LostAnswer)) throw error;
          }
        }
        return send(parts, user, outgoing);
      },
    }),
  },
  'small-pages': { summary: 'Its pages have seven events.', change: pagesOf(7) },
  'large-pages': { summary: 'Its pages have a thousand events.', change: pagesOf(1000) },
  'media-type-with-charset': {
    summary: 'Its media type has a parameter and capitals.',
    change: () => ({ contentType: 'Application/JSON; charset=UTF-8' }),
  },
  'further-keys': {
    summary: 'Its bodies have keys of its own.',
    change: ({ bodyOf }) => ({
      bodyOf: (content) => bodyOf({ ...content, 'org.example.client': { version: 1 } }),
    }),
  },
  'spaced-json': {
    summary: 'It writes JSON with spaces and line breaks.',
    change: () => ({ bodyOf: (content) => JSON.stringify(content, null, 2) }),
  },
  'looks-before': {
    summary: 'It asks for the state of rooms before it writes to them.',
    change: ({ send }) => ({
      send: async (parts, user, outgoing) => {
        const room = /^\/rooms\/[^/]+/.exec(outgoing.path)?.[0];
        if (outgoing.method !== 'GET' && room !== undefined) {
          const look = { method: 'GET', path: `${room}/state`, query: [], body: null } as const;
          await parts.sendOnce(user, look).catch(() => null);
        }
        return send(parts, user, outgoing);
      },
    }),
  },
};
