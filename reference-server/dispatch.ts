import { asApiError } from './errors.ts';
import type { Answer, Context, OperationName, Parts, Request, WireAnswer, World } from './parts.ts';
import { type LookedUp, type Match, routerOf } from './routes.ts';

/**
 * Answers a request. Throws only if a part that makes answers does.
 * @param route the route of the request in this server, where it was looked up before
 */
export type Dispatch = (request: Request, route?: LookedUp) => Promise<WireAnswer>;

// The caller of open paths. No user has this id: user ids start with "@".
const nobody = { userId: '', token: '' };

/** The steps of a request: route → caller → operation (once per txnId) → answer → bytes. */
export function createDispatch(parts: Parts, world: World): Dispatch {
  const router = routerOf(parts.routes);

  const perform = (request: Request, { route, params }: Match): Promise<Answer> => {
    // The token comes before the body and the room: a stranger learns nothing from bad bodies (CONV-04).
    const caller = route.access === 'open' ? nobody : parts.authenticate(world.accounts, request);
    const context: Context = { parts, world, request, params, caller };
    const run = async (): Promise<Answer> => parts.operations[route.operation](context);
    if (params.txnId === '') return run();
    const key = parts.transactions.key(context, route.operation);
    return parts.transactions.run(world.transactions, caller, key, run);
  };

  return async (request, route) => {
    let operation: OperationName | undefined;
    let answer: Answer;
    try {
      if (request.method === 'OPTIONS') {
        answer = parts.answer.ok({});
      } else {
        const match = route === undefined ? router(request.method, request.path) : route();
        operation = match.route.operation;
        answer = await perform(request, match);
      }
    } catch (thrown) {
      answer = parts.answer.error(asApiError(thrown));
    }
    return await parts.onAnswer(operation, request, parts.wire(answer));
  };
}
