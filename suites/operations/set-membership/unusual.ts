import type { CaseBody } from '../../../harness/run/case.ts';
import { noStrangers, strangerOf } from '../shared/strangers.ts';
import { unusualContentCases } from '../shared/unusual-contents.ts';

const cases = unusualContentCases({
  thing: 'membership',
  requirement: 'SMEM-22',
  mayBeRefused: noStrangers,
  send: (user, roomId, content, mark) =>
    user.call('set_membership', {
      roomId,
      userId: strangerOf(user, mark),
      body: { ...content, membership: 'invite' },
    }),
});

/** Memberships whose further keys hold what JSON allows and people rarely write. */
export const unusual: Readonly<Record<string, CaseBody>> = Object.fromEntries(
  Object.entries(cases).filter(([name]) => name === 'unusual-values-come-back'),
);
