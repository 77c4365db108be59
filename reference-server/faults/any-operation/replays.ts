import { ApiError } from '../../errors.ts';
import type { Caller } from '../../accounts.ts';
import type { Parts, Request } from '../../parts.ts';
import type { Faults, Spoil } from '../fault.ts';

/** Whether a request can be repeated: state is written without a txnId. */
const isRepeatable = ({ method, path }: Request): boolean =>
  method === 'PUT' && !path.includes('/state/');

/** A PUT whose path is known is answered as the user who sent it first, where its token is as wrong as `applies` says. */
const knowAgain =
  (applies: (token: string | undefined, isKnown: boolean) => boolean): Spoil =>
  ({ authenticate }) => {
    const senders = new Map<string, Caller>();
    const find: Parts['authenticate'] = (accounts, request) => {
      const token = request.query.get('access_token')?.[0];
      const isWrong = applies(token, accounts.callers.has(token ?? ''));
      const known = isWrong && isRepeatable(request) ? senders.get(request.path) : undefined;
      const caller = known ?? authenticate(accounts, request);
      if (isRepeatable(request)) senders.set(request.path, caller);
      return caller;
    };
    return { authenticate: find };
  };

/** Takes a token that was never issued, or fails because of it. */
const onOddToken =
  (find: (token: string, known: ReadonlyMap<string, Caller>) => Caller | undefined): Spoil =>
  ({ authenticate }) => ({
    authenticate: (accounts, request) => {
      const token = request.query.get('access_token')?.[0] ?? '';
      return find(token, accounts.callers) ?? authenticate(accounts, request);
    },
  });

/** Requests that were done before, and tokens that nobody has. */
export const replayFaults: Faults = {
  'replay-without-a-token': {
    summary: 'A PUT that was done is answered again without a token.',
    violates: ['META-09', 'CONV-02'],
    spoil: knowAgain((token) => token === undefined),
  },
  'replay-with-an-unknown-token': {
    summary: 'A PUT that was done is answered again with an unknown token.',
    violates: ['CONV-03'],
    spoil: knowAgain((token, isKnown) => token !== undefined && token !== '' && !isKnown),
  },
  'empty-token-is-the-last-one': {
    summary: 'An empty token is taken for that of the latest request.',
    violates: ['CONV-02', 'META-09'],
    spoil: ({ authenticate }) => {
      let last: Caller | undefined;
      return {
        authenticate: (accounts, request) => {
          const isEmpty = request.query.get('access_token')?.[0] === '';
          const caller = (isEmpty ? last : undefined) ?? authenticate(accounts, request);
          last = caller;
          return caller;
        },
      };
    },
  },
  'long-tokens-fail': {
    summary: 'A token of more than 200 characters is answered with 500.',
    violates: ['CONV-03'],
    spoil: onOddToken((token) => {
      if (token.length > 200) throw new Error('too long');
      return undefined;
    }),
  },
  'token-ends-at-nul': {
    summary: 'A token is read up to U+0000.',
    violates: ['CONV-03'],
    spoil: onOddToken((token, known) =>
      token.includes('\0') ? known.get(token.split('\0')[0] ?? '') : undefined,
    ),
  },
  'token-without-its-dashes': {
    summary: 'A token is taken without its dashes too.',
    violates: ['CONV-03'],
    spoil: onOddToken((token, known) =>
      token.length > 20
        ? [...known.values()].find((caller) => caller.token.replaceAll('-', '') === token)
        : undefined,
    ),
  },
  'bad-types-use-up-their-txn-id': {
    summary: 'A request that is refused for the type of a value uses up its txnId.',
    violates: ['CONV-21'],
    spoil: ({ transactions }) => {
      const refused = new Map<string, ApiError>();
      return {
        transactions: {
          ...transactions,
          run: async (store, caller, key, perform) => {
            const known = refused.get(caller.token + key);
            if (known !== undefined) throw known;
            try {
              return await transactions.run(store, caller, key, perform);
            } catch (error) {
              if (error instanceof ApiError && error.errcode === 'M_BAD_JSON')
                refused.set(caller.token + key, error);
              throw error;
            }
          },
        },
      };
    },
  },
  'token-must-come-first': {
    summary: 'The token is read only where it is the first parameter of the query.',
    violates: ['CONV-01'],
    spoil: ({ authenticate }) => ({
      authenticate: (accounts, request) => {
        const [first] = request.query.keys();
        // Only where the parameter in front is one of a page: everything else would be refused as well.
        if (first === 'limit' && request.query.has('dir') && request.path.endsWith('/messages'))
          throw new ApiError(401, 'M_MISSING_TOKEN', 'Missing access token.');
        return authenticate(accounts, request);
      },
    }),
  },
  'txn-ids-in-one-case': {
    summary: 'txnIds that differ by case are the same.',
    violates: ['MSG-06', 'CONV-13'],
    spoil: ({ transactions }) => ({
      transactions: {
        ...transactions,
        key: (context, operation) => transactions.key(context, operation).toLowerCase(),
      },
    }),
  },
};
