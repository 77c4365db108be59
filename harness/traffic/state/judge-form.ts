import type { Nickname, RequirementId } from '../../document/ids.ts';
import { isObject, stringAt } from '../../document/json.ts';
import { type Profile, putRequirementOf } from '../../document/profile.ts';
import type { Asked, Happened } from './happened.ts';
import { consumes, offered } from './reasons.ts';
import { isOwn, isRight, isRightBut } from './refusals.ts';
import { type Wrong, wrong } from './verdict.ts';

/**
 * Judges a refusal that names its reason, and does not have the status of it: whatever others do, the server itself says
 * what it refuses.
 */
export function judgeNamedReason(
  { asked, answered }: Happened,
  profile: Profile,
): readonly Wrong[] {
  const { matched, token, wrong: all } = asked;
  if (matched.kind !== 'operation' || answered === null || !isOwn(answered.status)) return [];
  const errcode = isObject(answered.json) ? stringAt(answered.json, 'errcode') : '';
  const reason = namedReasons[errcode];
  if (reason === undefined || token === null || all.size > 0) return [];
  const { requirement, statuses, of } = reason;
  const allowed = profile.changeOf(requirement)?.statuses ?? statuses;
  if ((of !== null && of !== matched.nickname) || allowed.includes(answered.status)) return [];
  const what = `${matched.nickname} was answered with ${answered.status} and the errcode ${errcode}, which has the status ${allowed.join(' or ')}.`;
  return [wrong(requirement, what)];
}

interface NamedReason {
  readonly requirement: RequirementId;
  readonly statuses: readonly number[];
  /** The operation that has this reason; null for every one. */
  readonly of: Nickname | null;
}

const namedReasons: Readonly<Record<string, NamedReason>> = {
  M_UNKNOWN_TOKEN: { requirement: 'CONV-03', statuses: [401, 403], of: null },
  M_ROOM_IN_USE: { requirement: 'CREATE-12', statuses: [400], of: 'create_room' },
};

/**
 * Judges a refusal that says of a right request what is not so: that there is no such request, that its body is not JSON,
 * that it has no access token. Nothing that others do can be the reason for it.
 * @param isGood whether its access token is known to be one
 */
export function judgeForm({ asked, answered }: Happened, isGood: boolean): readonly Wrong[] {
  const { matched } = asked;
  if (matched.kind !== 'operation' || answered === null || !isRight(asked)) return [];
  const errcode = isObject(answered.json) ? stringAt(answered.json, 'errcode') : '';
  const { status } = answered;
  if (errcode === '' || status < 400 || status >= 500) return [];
  const found = reasonOf(asked, status, errcode);
  if (found?.requirement === 'CONV-01' && !isGood) return [];
  if (found === null) return [];
  const { requirement, why } = found;
  const what = `${matched.nickname} was answered with ${status} and the errcode ${errcode.slice(0, 30)}, although ${why}.`;
  return [wrong(requirement, what)];
}

/** A body that is not UTF-8 is refused, or read with other characters; the server does not break on it (CONV-16). */
export function judgeEncoding({ asked, answered }: Happened): readonly Wrong[] {
  const { matched, wrong: all } = asked;
  if (matched.kind !== 'operation' || answered?.status !== 500) return [];
  if (!all.has('CLIENT-29') || !isRightBut(asked, 'CLIENT-29')) return [];
  const what = `${matched.nickname} was requested with a body that is not UTF-8, and was answered with 500.`;
  return [wrong('CONV-16', what)];
}

interface Reason {
  readonly requirement: RequirementId;
  /** The end of a sentence. */
  readonly why: string;
}

function reasonOf(asked: Asked, status: number, errcode: string): Reason | null {
  const { matched, body, form, inQuery, method } = asked;
  if (matched.kind !== 'operation') return null;
  const { nickname, txnId, parameters } = matched;
  if (errcode === 'M_MISSING_TOKEN')
    return inQuery ? { requirement: 'CONV-01', why: 'its query has an access token' } : null;
  if (errcode === 'M_NOT_JSON') {
    const requirement = consumes[nickname];
    return isObject(body) && requirement !== undefined
      ? { requirement, why: 'its body is a JSON object' }
      : null;
  }
  if (status === 415) {
    const requirement = consumes[nickname];
    return isObject(body) && form === 'plain' && requirement !== undefined
      ? { requirement, why: 'it is sent as JSON' }
      : null;
  }
  // How to join by an alias was never the same in two versions, and an empty key may be left out or not.
  const isSure = nickname !== 'join' && nickname !== 'send_state_event';
  if (!isSure || (status !== 405 && errcode !== 'M_UNRECOGNIZED')) return null;
  if (Object.values(parameters).some((value) => !/^[\w!@#$:.-]+$/.test(value))) return null;
  const put = method === 'PUT' && txnId !== null ? putRequirementOf(nickname) : undefined;
  return { requirement: put ?? offered[nickname], why: 'the declaration offers it' };
}
