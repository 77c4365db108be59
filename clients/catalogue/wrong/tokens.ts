import type { ClientParts } from '../../reference/parts.ts';
import { has, isWrite, refusesToken, repeating } from '../spoil.ts';
import type { WrongClient } from '../changed-client.ts';

/** Clients that are careless with access tokens. */
export const wrongTokens: Readonly<Record<string, WrongClient>> = {
  'no-token-for-reads': {
    summary: 'It reads without an access token.',
    violates: ['CLIENT-07'],
    change: ({ sendOnce }) => ({
      sendOnce(user, right) {
        const credentials: ClientParts['credentials'] = () => ({ headers: {}, query: [] });
        return isWrite(right)
          ? sendOnce.call(this, user, right)
          : sendOnce.call({ ...this, credentials }, user, right);
      },
    }),
  },
  'token-twice': {
    summary: 'It sends the access token in the query and in the header.',
    violates: ['CLIENT-28'],
    change: () => ({
      credentials: ({ token }) => ({
        headers: { authorization: `Bearer ${token}` },
        query: [['access_token', token]],
      }),
    }),
  },
  'keeps-a-refused-token': {
    summary: 'It tries a refused token again and again.',
    violates: ['CLIENT-20'],
    change: repeating(5, has(401), 300),
  },
  'follows-redirects': {
    summary: 'It follows redirects, whoever they lead to, with its token.',
    violates: ['CLIENT-23'],
    change: () => ({
      redirect: 'follow',
      credentials: ({ token }) => ({
        headers: { 'x-access-token': token },
        query: [['access_token', token]],
      }),
    }),
  },
  'token-under-another-name': {
    summary: 'It calls the access token token.',
    violates: ['CLIENT-07'],
    change: () => ({ credentials: ({ token }) => ({ headers: {}, query: [['token', token]] }) }),
  },
  'token-twice-in-the-query': {
    summary: 'It sends the access token twice in the query.',
    violates: ['CLIENT-28'],
    change: () => ({
      credentials: ({ token }) => ({
        headers: {},
        query: [
          ['access_token', token],
          ['access_token', token],
        ],
      }),
    }),
  },
  'keeps-a-forbidden-token': {
    summary: 'It takes 403 with M_UNKNOWN_TOKEN for something that passes, and tries again.',
    violates: ['CLIENT-20'],
    change: repeating(5, (ended) => has(403)(ended) && refusesToken(ended), 300),
  },
  'posts-to-other-origins': {
    summary: 'It follows redirects of what it writes, with its token in the query.',
    violates: ['CLIENT-23'],
    change: ({ sendOnce }) => ({
      async sendOnce(user, right) {
        const answer = await sendOnce.call(this, user, right);
        const { location } = answer;
        if (answer.status < 300 || answer.status > 399 || location === null || !isWrite(right))
          return answer;
        const url = `${location}?access_token=${encodeURIComponent(user.token)}`;
        await fetch(url, { method: right.method, body: right.body }).catch(() => null);
        return answer;
      },
    }),
  },
};
