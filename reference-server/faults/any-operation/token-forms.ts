import type { Accounts } from '../../accounts.ts';
import type { Nickname, Request } from '../../parts.ts';
import { routerOf } from '../../routes.ts';
import { perRow, type Faults, type Spoil } from '../fault.ts';
import { kebab } from '../vocabulary/index.ts';

/** Finds the token that is meant by one that was never issued. */
type Guess = (sent: string, issued: readonly string[], accounts: Accounts) => string | undefined;

/** A token that is nearly right is taken for the one it resembles, in some operations or in all. */
const guessToken =
  (guess: Guess, name?: Nickname): Spoil =>
  (right) => {
    const router = routerOf(right.routes);
    return {
      authenticate: (accounts, request) => {
        const [sent] = request.query.get('access_token') ?? [];
        const concerned =
          name === undefined || router(request.method, request.path).route.operation === name;
        if (sent === undefined || accounts.callers.has(sent) || !concerned)
          return right.authenticate(accounts, request);
        const meant = guess(sent, [...accounts.callers.keys()], accounts);
        if (meant === undefined) return right.authenticate(accounts, request);
        const query: Request['query'] = new Map(request.query).set('access_token', [meant]);
        return right.authenticate(accounts, { ...request, query });
      },
    };
  };

const startsLike =
  (length: number): Guess =>
  (sent, issued) =>
    sent.length < length
      ? undefined
      : issued.findLast((token) => token.slice(0, length) === sent.slice(0, length));

/** Tokens that are compared less than whole. */
export const tokenFormFaults: Faults = {
  ...perRow(
    [
      ['get_messages', 'GET messages'],
      ['set_membership', 'set_membership'],
      ['create_room', 'createRoom'],
    ],
    ([name, noun]) => ({
      [`${kebab(name)}-ignores-the-case-of-tokens`]: {
        summary: `${noun} does not mind the case of a token.`,
        violates: ['CONV-03'],
        spoil: guessToken(
          (sent, issued) => issued.find((token) => token.toLowerCase() === sent.toLowerCase()),
          name,
        ),
      },
    }),
  ),
  'send-feedback-ignores-the-end-of-tokens': {
    summary: 'send_feedback does not compare the last character of a token.',
    violates: ['CONV-03'],
    spoil: guessToken(
      (sent, issued) => issued.find((token) => token.slice(0, -1) === sent.slice(0, -1)),
      'send_feedback',
    ),
  },
  'invite-takes-the-beginning-of-a-token': {
    summary: 'invite accepts the first half of a token.',
    violates: ['CONV-03'],
    spoil: guessToken(
      (sent, issued) =>
        sent.length > 8 ? issued.find((token) => token.startsWith(sent)) : undefined,
      'invite',
    ),
  },
  'long-tokens-are-cut': {
    summary: 'A token may be followed by anything.',
    violates: ['CONV-03'],
    spoil: guessToken((sent, issued) => issued.find((token) => sent.startsWith(token))),
  },
  'get-topic-compares-eight-characters': {
    summary: 'get_topic compares only the first eight characters of a token.',
    violates: ['CONV-03'],
    spoil: guessToken(startsLike(8), 'get_topic'),
  },
  'tokens-are-trimmed': {
    summary: 'White space around a token does not count.',
    violates: ['CONV-03'],
    spoil: guessToken((sent) => sent.trim()),
  },
  'bearer-in-the-query': {
    summary: 'ban accepts a token behind the word Bearer in the query.',
    violates: ['CONV-03'],
    spoil: guessToken((sent) => sent.replace(/^Bearer\s+/i, ''), 'ban'),
  },
  'empty-token-reads-members': {
    summary: 'An empty token may read the members of any room.',
    violates: ['META-10', 'CONV-02', 'META-09'],
    spoil: guessToken(
      (sent, issued) => (sent === '' ? issued.find((token) => token !== '') : undefined),
      'get_members',
    ),
  },
  'user-id-as-token': {
    summary: 'leave accepts the user id of its caller as a token.',
    violates: ['CONV-03'],
    spoil: guessToken(
      (sent, _issued, { callers }) =>
        [...callers.values()].find(({ userId }) => userId === sent)?.token,
      'leave',
    ),
  },
};
