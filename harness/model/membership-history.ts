import type { Visibility } from '../world/rooms.ts';
import type { Grade } from '../document/requirements.ts';
import type { RequirementId } from '../document/ids.ts';
import { explain, type Explanation, type Model, type Operation } from './linearizability.ts';
import { type Form, type Membership, recordOf, type Rule } from './membership.ts';
import { changed, type Request, type RoomModel, ruleIn, took } from './room.ts';

/** One user's membership of one room, which several clients change at once. */
export interface Subject {
  readonly visibility: Visibility;
  readonly creator: string;
  readonly user: string;
  /** The membership of the user before the first request. */
  readonly start: Membership;
  /** The other members of the room, who stay in it. */
  readonly others: readonly string[];
}

/** A request of a client: to change the membership, or to read it. */
export type MembershipInput =
  | { readonly do: 'move'; readonly request: Request; readonly form: Form }
  | { readonly do: 'read' };

/** The answer. A refusal with a status other than 403 has another reason, such as another request under way. */
export type MembershipOutput =
  | { readonly accepted: true }
  | { readonly refused: number }
  /** The record that a view shows; null where it shows none. */
  | { readonly record: string | null };

/** A change that is accepted becomes the record, and reads show the record. */
const shownRecord: RequirementId = 'SMEM-03';

/** The target must follow the rules of this grade and of the stronger grades. */
type Strength = 'documented' | 'implied' | 'convention';
const ranks: Readonly<Record<Grade, number>> = {
  documented: 0,
  implied: 1,
  convention: 2,
  disputed: 3,
};

/**
 * The membership of one user as a sequential object that follows the rules of the membership table, as far as they
 * are strong enough. In a weaker cell, as in a free one, the target may accept or refuse, if a refusal changes
 * nothing. It is only implied that a change that is accepted takes effect and that the record shows it.
 * @param excused a requirement that the target need not meet
 */
function modelOf(
  subject: Subject,
  strength: Strength,
  excused: RequirementId | null = null,
): Model<Membership, MembershipInput, MembershipOutput> {
  const strongEnough = (grade: Grade): boolean => ranks[grade] <= ranks[strength];
  const mustHold = (requirement: RequirementId, grade: Grade): boolean =>
    strongEnough(grade) && requirement !== excused;
  return {
    init: subject.start,
    step(state, input, output) {
      if (input.do === 'read') {
        if (output === null || !('record' in output) || !mustHold(shownRecord, 'implied'))
          return [state];
        return shows(state, output.record) ? [state] : [];
      }
      const rule = ruleAt(subject, state, input);
      const after = took(roomAt(subject, state), input.request).members.get(subject.user) ?? state;
      const isFree = rule.kind === 'free' || !mustHold(rule.requirement, rule.grade);
      // A request without an answer may have taken effect, or have been refused.
      if (output === null) return isFree || rule.kind === 'allowed' ? [after] : [];
      if ('refused' in output) {
        return !isFree && rule.kind === 'allowed' && output.refused === 403 ? [] : [state];
      }
      if (!isFree && rule.kind === 'refused') return [];
      return isFree || !strongEnough('implied') ? [after, state] : [after];
    },
    isReadOnly: (input, output) => input.do === 'read' || 'refused' in output,
    key: (state) => state,
  };
}

/** Whether a view may show a record; a user who left may be forgotten (GMEM-08 has cases of its own). */
const shows = (state: Membership, record: string | null): boolean =>
  recordOf(state) === record || (record === null && recordOf(state) === 'leave');

const roomAt = ({ visibility, creator, user, others }: Subject, state: Membership): RoomModel => {
  const members = new Map([creator, ...others].map((name) => [name, 'join'] as const));
  return changed({ visibility, creator, members }, user, state);
};

const ruleAt = (
  subject: Subject,
  state: Membership,
  { request, form }: Extract<MembershipInput, { do: 'move' }>,
): Rule => ruleIn(roomAt(subject, state), request, form);

/** A history that no order explains, and the requirement that it violates. */
export interface Violation {
  readonly requirement: RequirementId;
  readonly illegal: Extract<
    Explanation<Membership, MembershipInput, MembershipOutput>,
    { answer: 'illegal' }
  >;
}

/**
 * Judges a history by the membership table. A violation is as strong as the weakest rule that it takes to find it:
 * if the documented rules alone cannot be met it is documented, and so on down to the conventions.
 * @returns null where the search for an order was given up
 */
export function judgeMembership(
  subject: Subject,
  history: readonly Operation<MembershipInput, MembershipOutput>[],
): { readonly violation: Violation | null } | null {
  const whole = explain(modelOf(subject, 'convention'), history);
  if (whole.answer === 'unknown') return null;
  if (whole.answer === 'ok') return { violation: null };
  for (const strength of ['documented', 'implied'] as const) {
    const illegal = explain(modelOf(subject, strength), history);
    if (illegal.answer !== 'illegal') continue;
    return { violation: { illegal, requirement: violatedRequirement(subject, strength, history) } };
  }
  const requirement = violatedRequirement(subject, 'convention', history);
  return { violation: { illegal: whole, requirement } };
}

/**
 * The requirement without which an order explains the history. It has the weakest grade that it took to find the
 * violation, so that the attribution is not stronger than the finding.
 */
function violatedRequirement(
  subject: Subject,
  strength: Strength,
  history: readonly Operation<MembershipInput, MembershipOutput>[],
): RequirementId {
  const met = history.flatMap(({ input }) =>
    input.do === 'read'
      ? []
      : memberships
          .map((state) => ruleAt(subject, state, input))
          .filter(({ grade }) => grade === strength),
  );
  // A missing refusal is the most specific violation; the record is part of every violation, and so comes last.
  const isRefusal = (rule: Rule): boolean => rule.kind === 'refused';
  const sorted = [...met.filter(isRefusal), ...met.filter((rule) => !isRefusal(rule))];
  const found = [...new Set(sorted.map(({ requirement }) => requirement)), shownRecord].find(
    (id) => explain(modelOf(subject, strength, id), history).answer === 'ok',
  );
  // JOIN-11 says of the short form what BAN-14 says of both: a banned user cannot join.
  return found === 'JOIN-11' ? 'BAN-14' : (found ?? shownRecord);
}

const memberships: readonly Membership[] = ['none', 'invite', 'join', 'left', 'kicked', 'ban'];

/** Whether a history has an accepted request of a kind. */
export const didAccept = (
  history: readonly Operation<MembershipInput, MembershipOutput>[],
  requested: Request['requested'],
): boolean =>
  history.some(
    ({ input, output }) =>
      input.do === 'move' &&
      input.request.requested === requested &&
      output !== null &&
      'accepted' in output,
  );
