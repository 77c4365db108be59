import type { Visibility } from '../world/rooms.ts';
import type { Grade } from '../document/requirements.ts';
import type { RequirementId } from '../document/ids.ts';
import { explain, type Explained, type Model, type Operation } from './linearizability.ts';
import { type Form, type Membership, recordOf, type Rule } from './membership.ts';
import { changed, type Request, type RoomModel, ruleIn, took } from './room.ts';

/** One user's membership of one room, while others change it: the scene. */
export interface Subject {
  readonly visibility: Visibility;
  readonly creator: string;
  readonly user: string;
  /** Of the user, before. */
  readonly start: Membership;
  /** Who else is in the room, and stays. */
  readonly others: readonly string[];
}

/** What a client asks: a change of the membership, or what it is. */
export type Asking =
  | { readonly do: 'move'; readonly request: Request; readonly form: Form }
  | { readonly do: 'read' };

/** What it is told. A status other than 403 is a refusal for reasons of its own, such as another request under way. */
export type Told =
  | { readonly accepted: true }
  | { readonly refused: number }
  /** The record that a view shows; null where it shows none. */
  | { readonly record: string | null };

/** That what was asked for becomes the record, which is what reads show. */
const shown: RequirementId = 'SMEM-03';

/** What may be held against a target: rules as strong as this, and stronger ones. */
type Strength = 'documented' | 'implied' | 'convention';
const ranks: Readonly<Record<Grade, number>> = {
  documented: 0,
  implied: 1,
  convention: 2,
  disputed: 3,
};

/**
 * The membership of one user as a sequential object: the table of transitions, as far as its rules are strong enough.
 * In weaker cells, as in free ones, the target may do as it likes, if a refusal changes nothing. That a request that
 * is accepted takes effect, and that the record shows it, is itself only implied.
 * @param excused a statement that is not held against the target
 */
function modelOf(
  subject: Subject,
  strength: Strength,
  excused: RequirementId | null = null,
): Model<Membership, Asking, Told> {
  const strongEnough = (grade: Grade): boolean => ranks[grade] <= ranks[strength];
  const canBlame = (requirement: RequirementId, grade: Grade): boolean =>
    strongEnough(grade) && requirement !== excused;
  return {
    first: subject.start,
    after(state, asking, told) {
      if (asking.do === 'read') {
        if (told === null || !('record' in told) || !canBlame(shown, 'implied')) return [state];
        return shows(state, told.record) ? [state] : [];
      }
      const rule = ruleAt(subject, state, asking);
      const after = took(roomAt(subject, state), asking.request).members.get(subject.user) ?? state;
      const isFree = rule.kind === 'free' || !canBlame(rule.requirement, rule.grade);
      // What nobody answered may have happened, or have been refused.
      if (told === null) return isFree || rule.kind === 'allowed' ? [after] : [];
      if ('refused' in told) {
        return !isFree && rule.kind === 'allowed' && told.refused === 403 ? [] : [state];
      }
      if (!isFree && rule.kind === 'refused') return [];
      return isFree || !strongEnough('implied') ? [after, state] : [after];
    },
    onlyLooks: (asking, told) => asking.do === 'read' || 'refused' in told,
    key: (state) => state,
  };
}

/** Whether a view may show a record; who left may be forgotten (GMEM-08 has cases of its own). */
const shows = (state: Membership, record: string | null): boolean =>
  recordOf(state) === record || (record === null && recordOf(state) === 'leave');

const roomAt = ({ visibility, creator, user, others }: Subject, state: Membership): RoomModel => {
  const members = new Map([creator, ...others].map((name) => [name, 'join'] as const));
  return changed({ visibility, creator, members }, user, state);
};

const ruleAt = (
  subject: Subject,
  state: Membership,
  { request, form }: Extract<Asking, { do: 'move' }>,
): Rule => ruleIn(roomAt(subject, state), request, form);

/** What no order explains, and what that violates. */
export interface Violation {
  readonly requirement: RequirementId;
  readonly illegal: Extract<Explained<Membership, Asking, Told>, { answer: 'illegal' }>;
}

/**
 * Judges a history by the table. A violation is as strong as the weakest rule that it takes to find it: where the
 * documented rules alone explain nothing it is documented, and so on down to the conventions.
 * @returns null where it cannot be told
 */
export function judgeMembership(
  subject: Subject,
  history: readonly Operation<Asking, Told>[],
): { readonly violation: Violation | null } | null {
  const whole = explain(modelOf(subject, 'convention'), history);
  if (whole.answer === 'unknown') return null;
  if (whole.answer === 'ok') return { violation: null };
  for (const strength of ['documented', 'implied'] as const) {
    const illegal = explain(modelOf(subject, strength), history);
    if (illegal.answer !== 'illegal') continue;
    return { violation: { illegal, requirement: blame(subject, strength, history) } };
  }
  const requirement = blame(subject, 'convention', history);
  return { violation: { illegal: whole, requirement } };
}

/**
 * The statement without which all could be explained. It is one of the weakest that it took, so that what is blamed
 * is as strong as what was found, and no stronger.
 */
function blame(
  subject: Subject,
  strength: Strength,
  history: readonly Operation<Asking, Told>[],
): RequirementId {
  const met = history.flatMap(({ input }) =>
    input.do === 'read'
      ? []
      : memberships
          .map((state) => ruleAt(subject, state, input))
          .filter(({ grade }) => grade === strength),
  );
  // A refusal that is missing says most; the record is always part of it, and says least.
  const isRefusal = (rule: Rule): boolean => rule.kind === 'refused';
  const sorted = [...met.filter(isRefusal), ...met.filter((rule) => !isRefusal(rule))];
  const found = [...new Set(sorted.map(({ requirement }) => requirement)), shown].find(
    (id) => explain(modelOf(subject, strength, id), history).answer === 'ok',
  );
  // The short form of joining has a statement of its own, which is the same: a banned user stays out.
  return found === 'JOIN-11' ? 'BAN-14' : (found ?? shown);
}

const memberships: readonly Membership[] = ['none', 'invite', 'join', 'left', 'kicked', 'ban'];

/** Whether a history has an accepted request of a kind. */
export const didAccept = (
  history: readonly Operation<Asking, Told>[],
  requested: Request['requested'],
): boolean =>
  history.some(
    ({ input, output }) =>
      input.do === 'move' &&
      input.request.requested === requested &&
      output !== null &&
      'accepted' in output,
  );
