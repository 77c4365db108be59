import { isNickname, type RequirementId } from '../document/ids.ts';
import { droppedBy, type Profile } from '../document/profile.ts';
import type { Register } from '../document/requirements.ts';
import type { Conform } from '../judge/conform.ts';
import type { Known } from '../judge/known.ts';
import { offerOf } from '../judge/symptoms.ts';
import { Broken, Interrupted, Skipped, Unmet } from '../judge/verdict.ts';
import type { CaseContext, Recorded } from '../world/create-user.ts';
import type { Lack } from '../world/target.ts';
import type { Case } from './case.ts';
import { groupOf } from './select.ts';

/** Why a case is about nothing that the target is to offer, as one sentence; undefined where it is. */
export function absenceFor(
  testCase: Case,
  lacks: readonly Lack[],
  profile: Profile,
): string | undefined {
  const lack = lacks.find(
    (one) => one === groupOf(testCase) || testCase.needs?.some((need) => need === one) === true,
  );
  if (lack !== undefined) return `the target is declared to lack ${lack}`;
  const dropped = droppedOf(testCase, profile);
  const [first] = dropped;
  const nothingLeft = first !== undefined && dropped.length === testCase.requires.length;
  if (nothingLeft) return first[1];
  const operation = profile.without.find((one) => one === groupOf(testCase));
  return operation === undefined ? undefined : `${profile.name} does without ${operation}`;
}

/** Requirements that all operations are offered. Their cases leave out those that need not be. */
const isOfferOfAll = (id: RequirementId): boolean => id === 'META-11' || id === 'META-03';

/** Requirements that an operation is offered, which are judged although it is not served. */
const isOffer = (id: RequirementId, register: Register): boolean =>
  isOfferOfAll(id) || register.get(id)?.kind === 'operation exists';

/** Why a case about an operation that is not served is not run; undefined where it judges whether it is served. */
export function unservedFor(testCase: Case, known: Known, register: Register): string | undefined {
  const operation = groupOf(testCase);
  if (testCase.replay !== undefined || !isNickname(operation)) return undefined;
  const answer = known.unserved.get(operation);
  if (answer === undefined || testCase.requires.some((id) => isOffer(id, register)))
    return undefined;
  return notServed(operation, answer);
}

const notServed = (operation: string, answer: string): string =>
  `could not be judged because ${operation} is not served (${answer})`;

/** The requirements of a case that the profile drops, with the reason. */
export const droppedOf = (
  { requires }: Pick<Case, 'requires'>,
  profile: Profile,
): readonly (readonly [RequirementId, string])[] =>
  requires.flatMap((id) => {
    const ruling = profile.rulings.get(id);
    return ruling?.change === 'dropped' ? [[id, droppedBy(profile, ruling)] as const] : [];
  });

/**
 * What a scripted case ended with, or a skip where it failed at a request to an operation that the target is declared
 * to lack, or that the probe found not to be served; but whether an operation is served is judged all the same.
 * Properties find out by themselves what a target offers.
 */
export function withoutLacking(
  end: unknown,
  testCase: Case,
  { recorded, target, profile, known }: Attempted,
  register: Register,
): unknown {
  const { lacks } = target;
  const all = lacks.length + profile.without.length + known.unserved.size + known.unservedPuts.size;
  if (testCase.replay !== undefined || all === 0) return end;
  if (end instanceof Unmet && isOfferOfAll(end.mismatch.requirement)) return end;
  const absent = suspects(end, recorded).map((row) => row?.operation);
  const lack = lacks.find((one) => absent.some((operation) => operation === one));
  if (lack !== undefined) return new Skipped(`the target is declared to lack ${lack}`);
  const dropped = profile.without.find((one) => absent.includes(one));
  if (dropped !== undefined) return new Skipped(`${profile.name} does without ${dropped}`);
  const judged = end instanceof Unmet || (end instanceof Broken && !(end instanceof Interrupted));
  const offer = judged ? offerMissed(testCase, known, register) : undefined;
  if (offer !== undefined) return offer;
  if (end instanceof Unmet && isOffer(end.mismatch.requirement, register)) return end;
  const unserved = [...known.unserved].find(([operation]) => absent.includes(operation));
  if (unserved !== undefined) return new Broken(notServed(...unserved));
  return end instanceof Broken ? (unservedPut(end, recorded.at(-1), known) ?? end) : end;
}

/** What a case broke at that asked for a PUT with a txnId, while only the POST is served; undefined for any other. */
function unservedPut(
  end: Broken,
  last: Recorded | null | undefined,
  { unservedPuts }: Known,
): Broken | undefined {
  const operation = last?.operation ?? null;
  const answer = operation === null ? undefined : unservedPuts.get(operation);
  const isPut = last?.exchange.request.method === 'PUT' && !(end instanceof Interrupted);
  return isPut && answer !== undefined
    ? new Broken(notServed(`the PUT of ${operation} with a txnId`, answer))
    : undefined;
}

/** That an operation is not there was seen when it was tried, however a case about it ends. */
function offerMissed(testCase: Case, known: Known, register: Register): Unmet | undefined {
  const operation = groupOf(testCase);
  const answer = isNickname(operation) ? known.unserved.get(operation) : undefined;
  const requirement = testCase.requires.find((id) => {
    const stated = register.get(id);
    return stated?.kind === 'operation exists' && stated.operation === operation;
  });
  if (answer === undefined || requirement === undefined) return undefined;
  return new Unmet({
    requirement,
    what: offerOf(operation),
    expected: 'an answer of the operation',
    received: `${answer}, when it was tried before the cases`,
    step: null,
  });
}

type Attempted = Pick<CaseContext, 'recorded' | 'target' | 'profile' | 'known'>;

/** The exchanges at which a case may have failed: of a mismatch between several answers, all of them. */
function suspects(
  end: unknown,
  recorded: readonly (Recorded | null)[],
): readonly (Recorded | null | undefined)[] {
  if (end instanceof Unmet) {
    const { step } = end.mismatch;
    return step === null ? recorded : [recorded[step]];
  }
  return end instanceof Broken && !(end instanceof Interrupted) ? [recorded.at(-1)] : [];
}

/** Looks for passive findings in the answers of those operations alone that the target is not declared to lack. */
export const conformWithout =
  (conform: Conform, lacks: readonly Lack[]): Conform =>
  (facts) =>
    lacks.some((lack) => lack === facts.operation?.nickname) ? [] : conform(facts);
