import type { MembershipChange, Nickname } from '../parts.ts';
import { type Spoil } from './fault.ts';
import { acting, within } from './spoiling.ts';

/** An operation changes something else than it was asked to. */
export const changing = (
  names: readonly Nickname[],
  other: (change: MembershipChange, caller: string) => MembershipChange,
): Spoil =>
  within(
    names,
    acting(({ changeMembership }) => ({
      changeMembership: (context, change) =>
        changeMembership(context, other(change, context.caller.userId)),
    })),
  );
