import type { MembershipQuestion, Ruling } from '../domain/membership.ts';
import { rightParts } from '../right-parts.ts';
import { type Variant, withParts } from './variant.ts';

/** Another ruling for one free cell of the membership table. */
const ruling = (
  id: string,
  summary: string,
  applies: (question: MembershipQuestion) => boolean,
  verdict: Ruling['verdict'],
): Variant =>
  withParts(
    id,
    summary,
    (right) => ({
      membership: (question) => {
        if (!applies(question)) return right.membership(question);
        return verdict === 'allowed' ? { verdict } : { verdict, reason: 'Not here.' };
      },
    }),
    rightParts,
  );

/** Who may change whose membership, in the cells of the table that are free. */
export const rulingVariants: readonly Variant[] = [
  ruling(
    'invites-not-declined',
    'An invited user cannot leave.',
    (q) => q.requested === 'leave' && q.self && q.target === 'invite',
    'refused',
  ),
  ruling(
    'leaving-once',
    'A user who left cannot leave again.',
    (q) => q.requested === 'leave' && q.self && q.target === 'leave',
    'refused',
  ),
  ruling(
    'strangers-not-banned',
    'Only somebody with a membership can be banned.',
    (q) => q.requested === 'ban' && q.target === undefined && q.actorPower >= q.needed.ban,
    'refused',
  ),
  ruling(
    'banned-invited',
    'The creator’s invite lifts a ban.',
    (q) =>
      q.requested === 'invite' &&
      q.target === 'ban' &&
      q.actor === 'join' &&
      q.actorPower >= q.needed.ban,
    'allowed',
  ),
  ruling(
    'public-invites-need-power',
    'In a public room only the powerful invite.',
    (q) => q.requested === 'invite' && q.joinRule === 'public' && q.actorPower < q.needed.kick,
    'refused',
  ),
  ruling(
    'knocks-taken',
    'A knock is accepted.',
    (q) => q.requested === 'knock' && q.target === undefined && q.self,
    'allowed',
  ),
];
