import type { RequirementId } from '../document/ids.ts';
import type { Site } from '../document/links.ts';
import type { Evidence } from './evidence.ts';
import { type Findings, isView, isWriter } from './findings.ts';
import { isWrongForMany, shareOf } from './likelier.ts';

/**
 * Whether a piece of evidence may be there only because another requirement, `cause`, is violated. Every rule asks
 * for something that both have in common: what the cause is about must be what the evidence was seen through.
 */
export function mayFollow(findings: Findings, cause: RequirementId, evidence: Evidence): boolean {
  const found = findings.violations.get(cause) ?? [];
  // An operation that is answered like a path which nobody has is not there, whatever else is wrong.
  if (evidence.symptom === 'offer') return false;
  if (evidence.symptom === 'unchanged') return sameRefusal(findings, cause, evidence, found);
  if (foundBySearch(findings, cause, evidence, found)) return true;
  // That a refusal acts says nothing about what else rests on the operation.
  const sound = found.filter(({ symptom }) => symptom !== 'unchanged');
  if (sound.length === 0) return false;
  // What generated inputs alone have shown is no reason for what a plain case shows.
  if (!evidence.generated && sound.every(({ generated }) => generated)) return false;
  // How bad requests are refused says nothing about good ones, which fail.
  if (evidence.failed && sound.every(({ refusedOtherwise }) => refusedOtherwise)) return false;
  // Where requests are refused, nothing is done for which others are accepted.
  const refuses = sound.every(({ failed, refusedOtherwise }) => failed || refusedOtherwise);
  if (evidence.accepts && refuses) return false;
  // That wrong requests are accepted changes nothing of what others show.
  const isOpen = sound.every(({ accepts }) => accepts);
  if (isOpen && evidence.symptom === 'content' && !sound.some((one) => sharesSite(one, evidence)))
    return false;
  // The type of an answer does not decide what other requests are answered with.
  const typesAlone = sound.every(({ symptom }) => symptom === 'passive');
  const oneFailure = isOneFailure(findings, cause, evidence, sound);
  const linked = !oneFailure && isLinked(findings, cause, evidence, sound);
  if (linked && !(typesAlone && evidence.symptom === 'status')) return true;
  // What any answer is looked at for stands by itself, but a success that should not be one need not look like one.
  if (repeatsRefused(findings, cause, evidence, sound)) return true;
  if (evidence.symptom === 'passive') return sameSuccess(evidence, sound);
  if (!oneFailure && isLinkedBack(findings, cause, evidence)) return false;
  return (
    notRead(cause, evidence) ||
    sameFailure(findings, cause, evidence, sound) ||
    sameShape(evidence, sound) ||
    seenThroughView(findings, cause, evidence, sound) ||
    writtenByWriter(findings, cause, evidence, sound) ||
    hadNoEffect(findings, cause, evidence, sound)
  );
}

/** A refusal that changed the room, in a case about something else than the operation that was refused. */
function sameRefusal(
  { owner }: Findings,
  cause: RequirementId,
  { requirement, seenIn }: Evidence,
  found: readonly Evidence[],
): boolean {
  const site = owner(cause);
  const other = site !== null && site !== owner(requirement) && seenIn.has(site);
  return other && found.some(({ symptom }) => symptom === 'unchanged');
}

/** A link of spec/attribution.yaml leads from the cause to what was found. */
const isLinked = (
  findings: Findings,
  cause: RequirementId,
  evidence: Evidence,
  sound: readonly Evidence[],
): boolean =>
  findings.links.some(
    ({ because, affects, at, affectsAll, elsewhere }) =>
      because.has(cause) &&
      affects.has(evidence.requirement) &&
      (at === null || evidence.seenIn.has(at)) &&
      (elsewhere !== true || isElsewhere(findings, cause, evidence)) &&
      // What holds here and there explains only what is seen where it does not hold.
      (!findings.held.has(cause) ||
        (affectsAll !== true && isRare(findings, evidence.requirement)) ||
        sound.some((one) => sharesSite(one, evidence)) ||
        (affectsAll === true && areNeverOffered(findings, evidence, sound))),
  );

/** The cause is that requests are refused which never succeeded, and what is explained is seen in such as well. */
function areNeverOffered(
  { works }: Findings,
  evidence: Evidence,
  sound: readonly Evidence[],
): boolean {
  const neverWork = (sites: Evidence['seenIn']): boolean =>
    ![...sites].some((site) => works.has(site));
  const { seenIn, succeeded } = evidence;
  return (
    neverWork(seenIn) &&
    ![...seenIn].some((site) => succeeded.has(site)) &&
    sound.some((one) => one.failed && neverWork(one.seenIn))
  );
}

/** What an operation did in one room is seen in another one. */
function isElsewhere({ owner }: Findings, cause: RequirementId, { elsewhere }: Evidence): boolean {
  const site = owner(cause);
  return site !== null && elsewhere.has(site);
}

/** Whether a requirement holds here and there, or one case alone is about it. */
const isRare = ({ held, violations }: Findings, id: RequirementId): boolean =>
  held.has(id) || violations.get(id)?.length === 1;

const sharesSite = (one: Evidence, other: Evidence): boolean =>
  [...one.seenIn].some((site) => other.seenIn.has(site));

/** Where an operation just fails, a link between what two of its requirements say has nothing to explain. */
const isOneFailure = (
  { owner }: Findings,
  cause: RequirementId,
  { requirement, answer, failed, refusedOtherwise }: Evidence,
  sound: readonly Evidence[],
): boolean =>
  (failed || refusedOtherwise) &&
  // A refusal of another status alone is not a failure.
  (failed || sound.some((one) => one.failed)) &&
  owner(cause) === owner(requirement) &&
  sound.every((one) => (one.failed || one.refusedOtherwise) && one.answer === answer);

/** A link says that it is the other way round. One that says so of everything says nothing about these two. */
const isLinkedBack = (
  { links }: Findings,
  cause: RequirementId,
  { requirement }: Evidence,
): boolean =>
  links.some(
    ({ because, affects, affectsAll, elsewhere }) =>
      because.has(requirement) && affects.has(cause) && affectsAll !== true && elsewhere !== true,
  );

/**
 * An operation fails where it should succeed, and whatever asks it for something gets the same answer. The reason is a
 * requirement whose case saw the same request succeed with other contents, for it knows what makes the difference;
 * otherwise, of the operation's own requirements, the first one in the register that never held.
 */
function sameFailure(
  findings: Findings,
  cause: RequirementId,
  { requirement, answer, answers, symptom, seenIn, worksOtherwise, refusedOtherwise }: Evidence,
  sound: readonly Evidence[],
): boolean {
  const failures = sound.filter(({ failed }) => failed);
  const same = failures.filter((one) => one.answer === answer || one.answer === repeatable(answer));
  const { owner, held, works } = findings;
  if (same.length > 0 && !held.has(cause) && held.has(requirement)) return true;
  if (worksOtherwise && !refusedOtherwise) return false;
  if (same.some((one) => one.worksOtherwise)) return true;
  // What is refused in any case is not refused for the reason that the case is about.
  const about = owner(requirement);
  const aboutWorks =
    about !== null && works.has(about) && [...seenIn].every((site) => works.has(site));
  if (refusedOtherwise) return same.length > 0 && !aboutWorks;
  const site = owner(cause);
  if (site === null) return false;
  // What fails in several operations alike is about none of them.
  const several = new Set(failures.flatMap((one) => [...one.seenIn])).size > 1;
  if (several && same.length > 0 && !held.has(cause)) return true;
  const more = shareOf(findings, cause) - shareOf(findings, requirement);
  const isFirst = more > 0 || (more === 0 && cause < requirement);
  const first = owner(requirement) !== site || isFirst;
  if (first && same.some((one) => one.seenIn.has(site))) return true;
  return (
    // A finding about one answer stands by itself.
    answer === null &&
    symptom === 'content' &&
    isWriter(site) &&
    seenIn.has(site) &&
    !held.has(cause) &&
    failures.some((one) => one.seenIn.has(site) && answers.has(one.answer ?? ''))
  );
}

/** The same answer to the request without a txnId: what fails by POST fails by PUT for the same reason. */
const repeatable = (answer: string | null): string | null =>
  answer?.replace(' PUT ', ' POST ') ?? null;

/** Operations that do alike: what is wrong with one of them shows in series of requests to the others. */
const families: readonly ReadonlySet<Site>[] = [
  new Set<Site>(['ban', 'invite', 'join', 'join_room', 'leave', 'set_membership']),
  new Set<Site>(['send_feedback', 'send_message', 'send_non_state_event']),
  new Set<Site>(['send_state_event', 'set_topic']),
];

/**
 * Generated requests show something against a requirement that plain cases found to hold, and such cases found
 * something wrong with an operation that the counterexample cannot do without. That a view is open to strangers is
 * another matter.
 */
function foundBySearch(
  findings: Findings,
  cause: RequirementId,
  evidence: Evidence,
  found: readonly Evidence[],
): boolean {
  if (!evidence.generated || evidence.symptom === 'passive') return false;
  const site = findings.owner(cause);
  if (site === null || !findings.held.has(evidence.requirement)) return false;
  const plain = found.filter(({ generated, symptom }) => !generated && symptom !== 'passive');
  const tells = isView(site) ? plain.some(({ symptom }) => symptom !== 'status') : plain.length > 0;
  if (!tells) return false;
  // Every series begins with a room.
  if (site === 'create_room') return findings.owner(evidence.requirement) === site;
  const alike = families.find((family) => family.has(site)) ?? new Set([site]);
  return [...evidence.shownBy].some((one) => alike.has(one));
}

/**
 * A success has not the form of one, and something else was wrong with it in the same case, or it says the same, word for
 * word, as one that should have been a refusal.
 */
const sameSuccess = ({ success, answer, body }: Evidence, sound: readonly Evidence[]): boolean =>
  success !== null &&
  sound.some(
    (one) =>
      one.symptom !== 'passive' &&
      (one.success === success ||
        (one.accepts && one.answer === answer && body !== null && one.body === body)),
  );

/** A request that was refused is accepted when it is repeated, which is about no single operation. */
const repeatsRefused = (
  { owner }: Findings,
  cause: RequirementId,
  evidence: Evidence,
  sound: readonly Evidence[],
): boolean =>
  owner(cause) === null &&
  evidence.repeatsRefused &&
  sound.some((one) => one.repeatsRefused && one.symptom !== 'passive');

/** An answer as a whole is not of its declared type, because one property of it is not. */
const sameShape = ({ symptom, answer }: Evidence, sound: readonly Evidence[]): boolean =>
  symptom === 'shape' &&
  sound.some((one) => one.symptom !== 'shape' && one.answer === answer && answer !== null);

/** What an answer says is looked at, and the answer is not JSON, or not of the declared type at all. */
const notRead = (cause: RequirementId, { symptom, unread }: Evidence): boolean =>
  (symptom === 'content' || symptom === 'shape') && unread.has(cause);

/** Something is looked for in a view that is wrong by itself. That the view is open to strangers is another matter. */
function seenThroughView(
  { owner }: Findings,
  cause: RequirementId,
  { requirement, symptom, seenIn, altered }: Evidence,
  sound: readonly Evidence[],
): boolean {
  const view = owner(cause);
  if (!isView(view) || view === owner(requirement) || !seenIn.has(view)) return false;
  // A view that lacks something, or has it in another place, does not change it.
  if (altered && !sound.some((one) => one.altered)) return false;
  return symptom !== 'status' && sound.some((one) => one.symptom !== 'status');
}

/** A view lacks what one operation alone should have written. */
function writtenByWriter(
  findings: Findings,
  cause: RequirementId,
  { requirement, symptom, uses }: Evidence,
  sound: readonly Evidence[],
): boolean {
  const writer = findings.owner(cause);
  const view = findings.owner(requirement);
  return (
    isView(view) &&
    isWriter(writer) &&
    // Every case makes a room.
    writer !== 'create_room' &&
    symptom === 'content' &&
    sound.some((one) => one.symptom === 'content') &&
    uses.has(writer) &&
    !isWrongForMany(findings, view)
  );
}

/** An operation never had its effect, and a case about another one had relied on what it accepted. */
function hadNoEffect(
  { owner, held, isEffect }: Findings,
  cause: RequirementId,
  { requirement, accepted }: Evidence,
  sound: readonly Evidence[],
): boolean {
  const writer = owner(cause);
  return (
    isWriter(writer) &&
    writer !== 'create_room' &&
    writer !== owner(requirement) &&
    isWriter(owner(requirement)) &&
    isEffect(cause) &&
    !held.has(cause) &&
    sound.some((one) => one.symptom === 'content' && !one.generated && !one.altered) &&
    accepted.has(writer)
  );
}
