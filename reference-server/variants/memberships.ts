import type { MembershipQuestion, Ruling } from '../domain/membership.ts';
import { notFound } from '../errors.ts';
import { type Variant, withParts } from './variant.ts';

/** Another decision for cells of the membership table that are free. */
const decide = (
  id: string,
  summary: string,
  applies: (question: MembershipQuestion) => boolean,
  verdict: Ruling['verdict'],
): Variant =>
  withParts(id, summary, (right) => ({
    membership: (question) => {
      if (!applies(question)) return right.membership(question);
      return verdict === 'allowed' ? { verdict } : { verdict, reason: 'Not here.' };
    },
  }));

/** Other decisions about changes of membership, where the declaration leaves them free. */
export const membershipVariants: readonly Variant[] = [
  decide(
    'invites-not-declined',
    'An invited user cannot leave.',
    (q) => q.requested === 'leave' && q.self && q.target === 'invite',
    'refused',
  ),
  decide(
    'leaving-once',
    'A user who left cannot leave again.',
    (q) => q.requested === 'leave' && q.self && q.target === 'leave',
    'refused',
  ),
  decide(
    'strangers-not-banned',
    'Only somebody who is in the room or invited can be banned.',
    (q) =>
      q.requested === 'ban' &&
      (q.target === undefined || q.target === 'leave') &&
      q.actorPower >= q.needed.ban,
    'refused',
  ),
  decide(
    'outsiders-not-kicked',
    'Only somebody who is in the room can be kicked.',
    (q) =>
      q.requested === 'leave' &&
      !q.self &&
      q.target !== 'join' &&
      q.target !== 'ban' &&
      q.actorPower >= q.needed.kick,
    'refused',
  ),
  decide(
    'bans-stay',
    'Nobody can lift a ban.',
    (q) => q.requested === 'leave' && !q.self && q.target === 'ban',
    'refused',
  ),
  withParts(
    'accounts-only',
    'Only users with an account can be invited and banned.',
    ({ actions }) => ({
      actions: {
        ...actions,
        changeMembership: (context, change) => {
          const isKnown = context.world.accounts.secrets.has(change.userId);
          if (!isKnown && (change.requested === 'invite' || change.requested === 'ban'))
            throw notFound('No such user.');
          return actions.changeMembership(context, change);
        },
      },
    }),
  ),
  decide(
    'banned-invited',
    'The creator’s invite lifts a ban.',
    (q) =>
      q.requested === 'invite' &&
      q.target === 'ban' &&
      q.actor === 'join' &&
      q.actorPower >= q.needed.ban,
    'allowed',
  ),
  decide(
    'public-invites-need-power',
    'In a public room only the powerful invite.',
    (q) => q.requested === 'invite' && q.joinRule === 'public' && q.actorPower < q.needed.kick,
    'refused',
  ),
  decide(
    'knocks-taken',
    'A knock is accepted.',
    (q) => q.requested === 'knock' && q.target === undefined && q.self,
    'allowed',
  ),
];
