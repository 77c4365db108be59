import { ApiError } from '../errors.ts';
import type { Answer, Context, Nickname } from '../parts.ts';
import { createRouter } from '../routes.ts';
import { convention, documented, implied, type Fault, type Spoil } from './fault.ts';
import { kebab, operation } from './spoiling.ts';

/** Who is taken for the caller: somebody who may do what is asked. */
function somebody({ parts, world, params, request }: Context, nickname: Nickname): string {
  if (params.userId !== '' && /"membership"\s*:\s*"join"/.test(request.body.toString())) {
    return params.userId;
  }
  const name = params.roomId === '' ? params.roomAliasOrId : params.roomId;
  const room = parts.rooms.find(world, parts.aliases.resolve(world.aliases, name) ?? name);
  const guest = nickname === 'leave' ? room?.memberOrder.at(-1) : undefined;
  return guest ?? room?.events[0]?.sender ?? [...world.accounts.secrets.keys()].at(-1) ?? '';
}

/** A request to one operation that ought to be refused for its token is let through all the same. */
const letThrough =
  (
    nickname: Nickname,
    errcode: 'M_MISSING_TOKEN' | 'M_UNKNOWN_TOKEN',
    answer: (done: Answer) => Answer,
  ): Spoil =>
  (right) => {
    const router = createRouter(right.routes);
    const performing = operation([nickname], (perform) => async (context) => {
      if (context.caller.userId !== '') return perform(context);
      const caller = { userId: somebody(context, nickname), token: '' };
      return answer(await perform({ ...context, caller }));
    });
    return {
      ...performing(right),
      authenticate: (accounts, request) => {
        try {
          return right.authenticate(accounts, request);
        } catch (error) {
          const ours =
            error instanceof ApiError &&
            error.errcode === errcode &&
            router(request.method, request.path).route.operation === nickname;
          if (!ours) throw error;
          return { userId: '', token: '' };
        }
      },
    };
  };

const reads: readonly Nickname[] = [
  'get_topic',
  'get_membership',
  'get_messages',
  'get_members',
  'get_state_events',
  'get_room_sync_data',
];

const writes: readonly Nickname[] = [
  'send_non_state_event',
  'send_state_event',
  'send_message',
  'set_topic',
  'send_feedback',
  'invite',
  'join_room',
  'leave',
  'ban',
  'set_membership',
  'join',
  'create_room',
];

const visible: readonly Nickname[] = [
  'send_non_state_event',
  'send_state_event',
  'send_message',
  'set_topic',
  'send_feedback',
  'invite',
  'leave',
  'ban',
  'set_membership',
];

const openReads = reads.map((name) =>
  implied(
    `open-${kebab(name)}`,
    `${name} can be used without a token.`,
    ['META-10', 'META-09', 'CONV-02'],
    letThrough(name, 'M_MISSING_TOKEN', (done) => done),
  ),
);

const openWrites = writes.map((name) =>
  documented(
    `open-${kebab(name)}`,
    `${name} can be used without a token.`,
    ['META-09', 'META-10', 'CONV-02'],
    letThrough(name, 'M_MISSING_TOKEN', (done) => done),
  ),
);

const unknownTokens = [...reads, ...writes].map((name) =>
  convention(
    `unknown-token-${kebab(name)}`,
    `${name} takes a token that nobody issued.`,
    ['CONV-03'],
    letThrough(name, 'M_UNKNOWN_TOKEN', (done) => done),
  ),
);

const doneWithoutToken = visible.map((name) =>
  documented(
    `unauthorized-effect-${kebab(name)}`,
    `${name} refuses a request without a token and does what it says all the same.`,
    ['META-09', 'META-10', 'CONV-02'],
    letThrough(name, 'M_MISSING_TOKEN', () => {
      throw new ApiError(401, 'M_MISSING_TOKEN', 'Missing access token.');
    }),
  ),
);

/** Other words for a refusal of the token. */
const refusedAs =
  (errcode: string, status: number, as: string): Spoil =>
  (right) => ({
    authenticate: (accounts, request) => {
      try {
        return right.authenticate(accounts, request);
      } catch (error) {
        if (!(error instanceof ApiError) || error.errcode !== errcode) throw error;
        throw new ApiError(status, as, error.message);
      }
    },
  });

/** Only the header is read for the token of some operations. */
const headerOnly =
  (names: readonly Nickname[]): Spoil =>
  (right) => {
    const router = createRouter(right.routes);
    return {
      authenticate: (accounts, request) => {
        const name = router(request.method, request.path).route.operation;
        const deaf = names.some((each) => each === name);
        const query = deaf ? new Map<string, string[]>() : request.query;
        return right.authenticate(accounts, { ...request, query });
      },
    };
  };

/** Tokens: who needs one, and what becomes of those without. */
export const accessFaults: readonly Fault[] = [
  ...openReads,
  ...openWrites,
  ...unknownTokens,
  ...doneWithoutToken,
  convention(
    'missing-token-400',
    'A missing token is a bad request.',
    ['CONV-02'],
    refusedAs('M_MISSING_TOKEN', 400, 'M_MISSING_TOKEN'),
  ),
  convention(
    'missing-token-404',
    'Without a token nothing is found.',
    ['CONV-02'],
    refusedAs('M_MISSING_TOKEN', 404, 'M_NOT_FOUND'),
  ),
  convention(
    'missing-token-500',
    'A missing token makes the server fail.',
    ['CONV-02'],
    refusedAs('M_MISSING_TOKEN', 500, 'M_UNKNOWN'),
  ),
  convention(
    'unknown-token-400',
    'An unknown token is a bad request.',
    ['CONV-03'],
    refusedAs('M_UNKNOWN_TOKEN', 400, 'M_UNKNOWN_TOKEN'),
  ),
  convention(
    'unknown-token-500',
    'An unknown token makes the server fail.',
    ['CONV-03'],
    refusedAs('M_UNKNOWN_TOKEN', 500, 'M_UNKNOWN'),
  ),
  convention(
    'unknown-token-forbidden',
    'An unknown token is refused with M_FORBIDDEN.',
    ['CONV-03', 'CONV-06'],
    refusedAs('M_UNKNOWN_TOKEN', 403, 'M_FORBIDDEN'),
  ),
  convention(
    'unknown-token-missing',
    'An unknown token is taken for a missing one.',
    ['CONV-03', 'CONV-06'],
    refusedAs('M_UNKNOWN_TOKEN', 401, 'M_MISSING_TOKEN'),
  ),
  convention(
    'initial-sync-wants-the-header',
    'initialSync does not look for the token in the query.',
    ['CONV-01', 'SYNC-01'],
    headerOnly(['get_room_sync_data']),
  ),
  convention(
    'state-wants-the-header',
    'GET state does not look for the token in the query.',
    ['CONV-01', 'GST-01'],
    headerOnly(['get_state_events']),
  ),
];
