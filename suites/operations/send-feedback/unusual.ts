import type { CaseBody } from '../../../harness/run/case.ts';
import { feedbackOn } from '../../../harness/world/pages.ts';
import { unusualContentCases } from '../shared/unusual-contents.ts';

/** Feedback whose further keys hold what JSON allows and people rarely write. */
export const unusual: Readonly<Record<string, CaseBody>> = unusualContentCases({
  thing: 'piece of feedback',
  requirement: 'FEED-03',
  send: async (user, roomId, content) =>
    user.call('send_feedback', {
      roomId,
      body: { ...content, ...(await feedbackOn(user, roomId)) },
    }),
});
