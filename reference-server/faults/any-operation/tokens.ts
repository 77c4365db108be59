import { ApiError } from '../../errors.ts';
import type { Answer, Context, Nickname, Request } from '../../parts.ts';
import { routerOf } from '../../routes.ts';
import { perRow, type Faults, type Spoil } from '../fault.ts';
import { kebab, wrapOperation } from '../vocabulary/index.ts';

/** Who is taken for the caller of a request without a token: a user who may do what is asked. */
function somebody({ parts, world, params, request }: Context, nickname: Nickname): string {
  if (params.userId !== '' && /"membership"\s*:\s*"join"/.test(request.body.toString())) {
    return params.userId;
  }
  const name = params.roomId === '' ? params.roomAliasOrId : params.roomId;
  const room = parts.rooms.find(world, parts.aliases.resolve(world.aliases, name) ?? name);
  const guest = nickname === 'leave' ? room?.memberOrder.at(-1) : undefined;
  return guest ?? room?.events[0]?.sender ?? [...world.accounts.secrets.keys()].at(-1) ?? '';
}

/** A request to one operation that should be refused for its token is carried out. */
const carryOut =
  (
    nickname: Nickname,
    errcode: 'M_MISSING_TOKEN' | 'M_UNKNOWN_TOKEN',
    answer: (done: Answer) => Answer = (done) => done,
    which: (request: Request) => boolean = () => true,
  ): Spoil =>
  (right) => {
    const router = routerOf(right.routes);
    const performing = wrapOperation([nickname], (perform) => async (context) => {
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
            which(request) &&
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

/** The writes whose effect can be seen in the room of the request. */
const visibleWrites: readonly Nickname[] = [
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

const writes: readonly Nickname[] = [...visibleWrites, 'join_room', 'join', 'create_room'];

/** A refusal of the token has another status or errcode. */
const refuseTokenWith =
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

/** One operation looks for the token in the header alone. */
const headerOnly =
  (name: Nickname): Spoil =>
  (right) => {
    const router = routerOf(right.routes);
    return {
      authenticate: (accounts, request) => {
        const asked = router(request.method, request.path).route.operation;
        const query = asked === name ? new Map<string, string[]>() : request.query;
        return right.authenticate(accounts, { ...request, query });
      },
    };
  };

/** Which requests need a token, and how one without a valid token is answered. */
export const tokenFaults: Faults = {
  ...perRow([...reads, ...writes], (name) => ({
    [`open-${kebab(name)}`]: {
      summary: `${name} can be used without a token.`,
      violates: reads.includes(name)
        ? ['META-10', 'META-09', 'CONV-02']
        : ['META-09', 'META-10', 'CONV-02'],
      spoil: carryOut(name, 'M_MISSING_TOKEN'),
    },
    [`unknown-token-${kebab(name)}`]: {
      summary: `${name} accepts a token that was never issued.`,
      violates: ['CONV-03'],
      spoil: carryOut(name, 'M_UNKNOWN_TOKEN'),
    },
  })),
  'older-pages-are-open': {
    summary: 'GET messages with from can be used without a token.',
    violates: ['META-10', 'META-09', 'CONV-02'],
    spoil: carryOut('get_messages', 'M_MISSING_TOKEN', undefined, ({ query }) => query.has('from')),
  },
  ...perRow(visibleWrites, (name) => ({
    [`unauthorized-effect-${kebab(name)}`]: {
      summary: `${name} answers a request without a token with 401 and carries it out all the same.`,
      violates: ['META-09', 'META-10', 'CONV-02'],
      spoil: carryOut(name, 'M_MISSING_TOKEN', () => {
        throw new ApiError(401, 'M_MISSING_TOKEN', 'Missing access token.');
      }),
    },
  })),
  ...perRow(
    [
      ['400', 400, 'M_MISSING_TOKEN'],
      ['404', 404, 'M_NOT_FOUND'],
      ['500', 500, 'M_UNKNOWN'],
    ],
    ([suffix, status, as]) => ({
      [`missing-token-${suffix}`]: {
        summary: `A request without a token is answered with ${status} ${as}.`,
        violates: ['CONV-02'],
        spoil: refuseTokenWith('M_MISSING_TOKEN', status, as),
      },
    }),
  ),
  ...perRow(
    [
      ['400', 400, 'M_UNKNOWN_TOKEN', ['CONV-03']],
      ['500', 500, 'M_UNKNOWN', ['CONV-03']],
      ['forbidden', 403, 'M_FORBIDDEN', ['CONV-03', 'CONV-06']],
      ['missing', 401, 'M_MISSING_TOKEN', ['CONV-03', 'CONV-06']],
    ],
    ([suffix, status, as, violates]) => ({
      [`unknown-token-${suffix}`]: {
        summary: `A request with an unknown token is answered with ${status} ${as}.`,
        violates,
        spoil: refuseTokenWith('M_UNKNOWN_TOKEN', status, as),
      },
    }),
  ),
  'initial-sync-wants-the-header': {
    summary: 'initialSync does not look for the token in the query.',
    violates: ['CONV-01', 'SYNC-01'],
    spoil: headerOnly('get_room_sync_data'),
  },
  'state-wants-the-header': {
    summary: 'GET state does not look for the token in the query.',
    violates: ['CONV-01', 'GST-01'],
    spoil: headerOnly('get_state_events'),
  },
};
