import type { OperationName } from '../../reference-server/index.ts';

/** What the bodies of requests hold, by operation: the properties of the declared models, each as far as it is looked at. */
interface Bodies {
  readonly create_room: Partial<
    Readonly<Record<'name' | 'topic' | 'room_alias_name', string>> & {
      readonly visibility: 'public' | 'private';
    }
  >;
  readonly send_message: { readonly msgtype?: string; readonly body?: string };
  readonly send_feedback: {
    readonly type?: 'delivered' | 'read';
    readonly target_event_id?: string;
  };
  readonly set_topic: { readonly topic?: string };
  readonly invite: { readonly user_id?: string };
  readonly ban: { readonly user_id?: string; readonly reason?: string };
  readonly set_membership: { readonly membership?: 'invite' | 'join' | 'leave' | 'ban' | 'knock' };
}

/** What a rule or an expectation may ask of the body of an operation; further keys may be anything. */
export type BodyOf<Operation extends OperationName> = Operation extends keyof Bodies
  ? Bodies[Operation] & Readonly<Record<string, unknown>>
  : Readonly<Record<string, unknown>>;
