import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../document/json.ts';
import type { Exchange } from '../wire/exchange.ts';
import { type Account, NoAccounts } from './accounts.ts';
import type { RegistrationContext } from './registration.ts';

/** A token that no server has given out. */
const unknownToken = 'never-given-out-0000';

/**
 * Checks that the target takes every given token. A target that takes none refuses everything, and many refusals
 * would look right.
 * @throws NoAccounts that names the users whose tokens it does not take
 */
export async function checkTokens(
  context: RegistrationContext,
  accounts: readonly Account[],
): Promise<void> {
  const given = accounts.filter(({ password }) => password === null);
  if (given.length === 0) return;
  const toUnknown = refusalOf(await readNoRoom(context, unknownToken));
  const dead: string[] = [];
  for (const { userId, token } of given) {
    const refusal = refusalOf(await readNoRoom(context, token));
    if (refusal === null) continue;
    const unclear = !tellsOfToken(refusal) && isDeepStrictEqual(refusal, toUnknown);
    if (tellsOfToken(refusal) || (unclear && !(await mayCreateRoom(context, token)))) {
      dead.push(`${userId} (${refusal.status}${refusal.errcode ? ` ${refusal.errcode}` : ''})`);
    }
  }
  if (dead.length === 0) return;
  const tokens = dead.length === 1 ? 'the token' : 'the tokens';
  throw new NoAccounts(
    `the target does not accept ${tokens} of ${context.redactor.text(dead.join(', '))}. Renew ${tokens} in the --accounts document, or see --auth.`,
  );
}

/** Nobody is in this room, so every server refuses to read it; the question is why. */
const readNoRoom = (context: RegistrationContext, token: string): Promise<Exchange> =>
  context.send({
    method: 'GET',
    path: `${context.target.basePath}/rooms/${encodeURIComponent('!none:localhost')}/state/m.room.topic`,
    query: [],
    token,
    body: null,
    contentType: null,
    agent: 'rooms-conformance (accounts)',
  });

/** Where an unknown room and an unknown token are refused alike, only something that is allowed tells them apart. */
async function mayCreateRoom(context: RegistrationContext, token: string): Promise<boolean> {
  const { answer } = await context.send({
    method: 'POST',
    path: `${context.target.basePath}/createRoom`,
    query: [],
    token,
    body: JSON.stringify({ visibility: 'private' }),
    contentType: 'application/json',
    agent: 'rooms-conformance (accounts)',
  });
  return answer.kind === 'none' || (answer.status !== 401 && answer.status !== 403);
}

interface Refusal {
  readonly status: number;
  readonly errcode: string;
  readonly error: unknown;
}

/** Null where the target did not refuse: what it answered then says nothing against the token. */
function refusalOf({ answer }: Exchange): Refusal | null {
  if (answer.kind === 'none' || (answer.status !== 401 && answer.status !== 403)) return null;
  const { json } = answer.body;
  const body = json.ok && isObject(json.value) ? json.value : {};
  const errcode = typeof body['errcode'] === 'string' ? body['errcode'].slice(0, 60) : '';
  return { status: answer.status, errcode, error: body['error'] };
}

/** Servers of 2014 refuse a bad token with 403 (see docs/traps.md). */
const tellsOfToken = ({ status, errcode }: Refusal): boolean =>
  status === 401 || errcode === 'M_UNKNOWN_TOKEN' || errcode === 'M_MISSING_TOKEN';
