import { isLost, repeating, tried } from '../spoil.ts';
import type { WrongClient } from '../changed-client.ts';

/** Clients that send something twice, or something else as the same. */
export const wrongTransactions: Readonly<Record<string, WrongClient>> = {
  'one-txn-id': {
    summary: 'It has one txnId for everything.',
    violates: ['CLIENT-10', 'CLIENT-24'],
    change: () => ({ txnId: () => 'txn' }),
  },
  'txn-id-of-three': {
    summary: 'It has three txnIds, one after the other.',
    violates: ['CLIENT-10'],
    change: () => {
      let sent = 0;
      return { txnId: () => `txn-${(sent += 1) % 3}` };
    },
  },
  'new-txn-id-after-a-loss': {
    summary: 'It repeats a lost message with a new txnId.',
    violates: ['CLIENT-11'],
    change: ({ send, txnId }) => ({
      send: async (parts, user, outgoing) => {
        try {
          return await parts.sendOnce(user, outgoing);
        } catch {
          const path = outgoing.path.replace(/[^/]+$/, txnId() ?? '');
          const isSent = outgoing.path.includes('/send/');
          return send(parts, user, isSent ? { ...outgoing, path } : outgoing);
        }
      },
    }),
  },
  'posts-again': {
    summary: 'It sends by POST, and again when the answer is lost.',
    violates: ['CLIENT-12'],
    change: (right) => ({
      ...repeating(3, isLost)(right),
      txnId: () => null,
    }),
  },
  'txn-id-of-the-day': {
    summary: 'Its txnIds are the date.',
    violates: ['CLIENT-10', 'CLIENT-24'],
    change: () => ({ txnId: () => new Date().toISOString().slice(0, 10) }),
  },
  'rooms-twice-by-put': {
    summary: 'It repeats a room whose answer was lost with a new txnId.',
    violates: ['CLIENT-11'],
    change: ({ send, txnId }) => ({
      send: async (parts, user, right) => {
        if (!right.path.startsWith('/createRoom')) return send(parts, user, right);
        const ended = await tried(parts, user, right);
        if (!isLost(ended)) return ended;
        return send(parts, user, { ...right, path: `/createRoom/${txnId() ?? ''}` });
      },
    }),
  },
  'rooms-twice-by-post': {
    summary: 'It creates rooms by POST, and again when the answer is lost.',
    violates: ['CLIENT-12'],
    change: ({ send }) => ({
      send: async (parts, user, right) => {
        if (!right.path.startsWith('/createRoom')) return send(parts, user, right);
        const post = { ...right, method: 'POST', path: '/createRoom' } as const;
        const ended = await tried(parts, user, post);
        return isLost(ended) ? parts.sendOnce(user, post) : ended;
      },
    }),
  },
};
