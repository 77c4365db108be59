import type { CaseBody } from '../../../harness/run/case.ts';
import { unusualContentCases } from '../shared/unusual-contents.ts';

/** Feedback whose further keys hold what JSON allows and people rarely write. */
export const unusual: Readonly<Record<string, CaseBody>> = unusualContentCases({
  thing: 'piece of feedback',
  requirement: 'FEED-03',
  // The message that feedback is about need not exist (FEED-12).
  send: (user, roomId, content) =>
    user.call('send_feedback', {
      roomId,
      body: { ...content, type: 'read', target_event_id: '$some:event' },
    }),
});
