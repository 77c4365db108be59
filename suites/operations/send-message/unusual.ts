import type { CaseBody } from '../../../harness/run/case.ts';
import { unusualContentCases } from '../shared/unusual-contents.ts';

/** Messages whose further keys hold what JSON allows and people rarely write. */
export const unusual: Readonly<Record<string, CaseBody>> = unusualContentCases({
  thing: 'message',
  requirement: 'MODEL-03',
  send: (user, roomId, content) =>
    user.call('send_message', { roomId, body: { ...content, msgtype: 'm.text', body: 'Hello' } }),
});
