import type { Reply, User } from '../../../harness/judge/user.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import type { JsonObject } from '../../../harness/document/json.ts';
import { contentOf } from './contents.ts';
import { type Send, sortOf } from './steps.ts';

/** An event that is not state, as it is sent. */
export interface Sending {
  readonly type: string;
  readonly content: JsonObject;
}

/** The event of a step. @param target the message that feedback is about: of others a server need not keep any */
export function sendingOf(
  step: Pick<Send, 'kind' | 'sort' | 'content'>,
  number: number,
  target: string,
): Sending {
  const [sort, content] = [sortOf(step), contentOf(step.content, number)];
  switch (step.kind) {
    case 'message':
      return {
        type: 'm.room.message',
        content: { ...content, msgtype: sort, body: `Hi ${number}` },
      };
    case 'event':
      return { type: sort, content };
    case 'feedback':
      return {
        type: 'm.room.message.feedback',
        content: { ...content, type: sort, target_event_id: target },
      };
  }
}

/** Sends it. */
export function requestSend(
  { kind, form }: Pick<Send, 'kind' | 'form'>,
  roomId: string,
  user: User,
  { type, content: body }: Sending,
  txnId: string,
): Promise<Reply> {
  const args = { roomId, ...(form === 'txn' ? { txnId } : {}) };
  switch (kind) {
    case 'message':
      return user.call('send_message', { ...args, body });
    case 'event':
      return user.call('send_non_state_event', { ...args, eventType: type, body });
    case 'feedback':
      return user.call('send_feedback', { ...args, body });
  }
}

/** That an operation is offered in its two forms, and that what it sends is there. */
export const sendRequirements: Readonly<
  Record<Send['kind'], Readonly<Record<Send['form'] | 'effect', RequirementId>>>
> = {
  message: { post: 'MSG-01', txn: 'MSG-04', effect: 'MSG-03' },
  event: { post: 'SEND-01', txn: 'SEND-05', effect: 'SEND-03' },
  feedback: { post: 'FEED-01', txn: 'FEED-04', effect: 'FEED-03' },
};
