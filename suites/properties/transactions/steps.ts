import { at } from '../../../harness/world/answers.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';

export const cast = ['alice', 'bob', 'carol'] as const;
export type Name = (typeof cast)[number];
export type RoomNumber = 1 | 2;

/** The eight operations that can be done as a PUT with a txnId, by what they do. */
export const acts = [
  ...(['message', 'event', 'feedback', 'invite', 'join', 'leave', 'ban', 'create'] as const),
] as const;
export type Act = (typeof acts)[number];

/** Which statement says that an act can be done as a PUT, and which that it may be repeated. */
export const laws: Readonly<
  Record<Act, readonly [offered: RequirementId, repeated: RequirementId]>
> = {
  message: ['MSG-04', 'MSG-05'],
  event: ['SEND-05', 'SEND-06'],
  feedback: ['FEED-04', 'FEED-04'],
  invite: ['INV-04', 'INV-04'],
  join: ['JOIN-04', 'JOIN-04'],
  leave: ['LEAVE-04', 'LEAVE-04'],
  ban: ['BAN-04', 'BAN-04'],
  create: ['CREATE-05', 'CREATE-06'],
};

/** Bodies that differ, and one that is no JSON. */
export const bodies = ['one', 'two', 'broken'] as const;
export type Body = (typeof bodies)[number];

/** A request with a txnId; its number stands for an id that is unique on its path over all runs. */
export interface Put {
  readonly do: 'put';
  readonly act: Act;
  /** Creating has no room of its own. */
  readonly room: RoomNumber;
  readonly who: Name;
  readonly id: number;
  readonly body: Body;
  /** Whom it is about, where it is about somebody else. */
  readonly whom: Name;
}

export type Step =
  | Put
  | { readonly do: 'room'; readonly room: RoomNumber }
  | { readonly do: 'bring'; readonly room: RoomNumber; readonly who: Name };

/** A step from a file; null where it is none. */
export function readStep(value: unknown): Step | null {
  const among = <T>(list: readonly T[], key: string): T | undefined =>
    list.find((item) => item === at(value, key));
  const [room, who, whom] = [
    among([1, 2] as const, 'room'),
    among(cast, 'who'),
    among(cast, 'whom'),
  ];
  const word = at(value, 'do');
  if (room === undefined) return null;
  if (word === 'room') return { do: word, room };
  if (who === undefined) return null;
  if (word === 'bring') return { do: word, room, who };
  const [act, body, id] = [among(acts, 'act'), among(bodies, 'body'), at(value, 'id')];
  if (word !== 'put' || act === undefined || body === undefined || whom === undefined) return null;
  return typeof id === 'number' ? { do: word, act, room, who, id, body, whom } : null;
}

/** What an act's path is named by: equal paths are equal names. */
export const pathOf = ({ act, room }: Put): string => (act === 'create' ? act : `${act} ${room}`);

/** What another request on the same path may say otherwise, as a sentence. */
export function sentenceOf({ act, room, who, id, body, whom }: Put, again: boolean): string {
  const what = {
    message: `sends the message "${body}" into room ${room}`,
    event: `sends the event "${body}" into room ${room}`,
    feedback: `sends feedback, ${body === 'two' ? 'delivered' : 'read'}, into room ${room}`,
    invite: `invites ${whom} to room ${room}`,
    join: `joins room ${room}`,
    leave: `leaves room ${room}`,
    ban: `bans ${whom} from room ${room}`,
    create: `creates a room "${body}"`,
  }[act];
  const broken = body === 'broken' ? ', in a body that is no JSON,' : '';
  return `${who} ${what}${broken} with txnId ${id} of this path${again ? ' once more' : ''}`;
}
