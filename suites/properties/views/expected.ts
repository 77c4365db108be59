import { includes } from '../../../harness/judge/compare.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import type { JsonObject } from '../../../harness/document/json.ts';
import { keyRequirement, valueRequirement } from '../../../harness/model/index.ts';
import type { SeenEvent } from '../shared/snapshot.ts';
import { effectOf } from './moves.ts';
import { sendRequirements } from './sends.ts';
import type { Move, Send, SetStep, Step } from './steps.ts';

/** An event as the target must show it, since it accepted the request that sent it. */
export interface Expected {
  /** How a failure names it. */
  readonly word: string;
  /** Null where the answer did not tell. */
  readonly id: string | null;
  readonly type: string;
  /** Null where the event is not state. */
  readonly key: string | null;
  readonly sender: string;
  readonly content: JsonObject;
  /** The step that sent it. */
  readonly by: Extract<Step, { do: 'room' }> | Move | SetStep | Send;
}

/** What of an event can be shown otherwise than it was sent. */
export type Aspect = 'id' | 'type' | 'key' | 'sender' | 'content';

/** What is wrong with an event that is shown for an expected one. Servers may add keys to contents. */
export const wrongIn = (expected: Expected, shown: SeenEvent): readonly Aspect[] => {
  const { id, type, key, sender, content } = expected;
  return [
    ...(id !== null && shown.id !== null && shown.id !== id ? (['id'] as const) : []),
    ...(shown.type === type ? [] : (['type'] as const)),
    ...(shown.key === key ? [] : (['key'] as const)),
    ...(shown.sender === null || shown.sender === sender ? [] : (['sender'] as const)),
    ...(includes(shown.content, content) ? [] : (['content'] as const)),
  ];
};

/** The requirement that an accepted request has its effect. */
export function effectRequirement({ by, type, key }: Expected): RequirementId {
  switch (by.do) {
    case 'room':
      return type === 'm.room.member' ? 'CREATE-03' : 'CREATE-21';
    case 'move':
      return effectOf(by);
    case 'send':
      return sendRequirements[by.kind].effect;
    case 'set':
      return by.setting === 'topic' ? 'TOPIC-03' : keyRequirement(key ?? '');
  }
}

/** The requirement that an event keeps what is shown otherwise wherever it is shown. */
export function aspectRequirement(
  expected: Expected,
  shown: SeenEvent,
  aspect: Aspect,
): RequirementId {
  const { type, key } = expected;
  switch (aspect) {
    case 'id':
      return 'MODEL-28';
    case 'sender':
      return 'CONV-19';
    case 'type':
      if (type === 'm.room.member') return 'MODEL-27';
      return key === null ? 'SEND-14' : 'STATE-13';
    case 'key':
      if (key === null) return 'SEND-04';
      if (type === 'm.room.member') return 'CONV-19';
      if (type === 'm.room.topic') return 'MODEL-39';
      if (key === '') return 'STATE-05';
      return shown.key === null ? 'MODEL-39' : 'STATE-14';
    case 'content':
      return contentRequirement(expected, shown.content);
  }
}

function contentRequirement(expected: Expected, seen: JsonObject): RequirementId {
  const { by, content: owed } = expected;
  if (by.do === 'move') return seen['membership'] === owed['membership'] ? 'SMEM-22' : effectOf(by);
  if (by.do === 'send' && by.kind === 'message' && seen['msgtype'] !== owed['msgtype'])
    return 'MSG-13';
  if (
    by.do === 'send' &&
    by.kind === 'feedback' &&
    seen['target_event_id'] !== owed['target_event_id']
  )
    return 'FEED-12';
  const ofValue = valueRequirement(seen, owed);
  if (ofValue === 'CONV-16') return ofValue;
  if (by.do === 'room') return 'CREATE-21';
  if (by.do === 'set') return by.setting === 'topic' ? 'TOPIC-03' : ofValue;
  if (by.kind === 'event') return 'SEND-10';
  return by.kind === 'message' && seen['body'] === owed['body']
    ? 'MODEL-03'
    : sendRequirements[by.kind].effect;
}
