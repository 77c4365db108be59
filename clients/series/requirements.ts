import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { UserStep } from './steps.ts';

/** Groups of readings, and the requirement of a client that does not live with them. */
const groups: readonly (readonly [pattern: RegExp, ClientRequirementId])[] = [
  [/page|newest-first|starts-at-now|unpaged/, 'CLIENT-15'],
  [/-ids-|domain|tokens$/, 'CLIENT-17'],
  [/^void-/, 'CLIENT-13'],
  [/keys|charset|alias-in-answer/, 'CLIENT-14'],
];

const voids: ReadonlySet<UserStep['do']> = new Set([
  'enter',
  'leave',
  'invite',
  'ban',
  'set',
  'state',
  'topic',
]);

/**
 * The requirement that a client violates which does not show what is so.
 * @param dialect the readings that the server takes; where it takes none, nothing but the client can be the reason
 */
export function requirementIn(
  dialect: readonly string[],
  kind: UserStep['do'],
): ClientRequirementId {
  const found = groups.find(
    ([pattern, requirement]) =>
      (requirement !== 'CLIENT-13' || voids.has(kind)) &&
      (requirement !== 'CLIENT-15' || kind === 'history' || kind === 'members') &&
      dialect.some((id) => pattern.test(id)),
  );
  return found?.[1] ?? 'CLIENT-24';
}
