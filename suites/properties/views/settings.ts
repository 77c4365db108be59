import type { Reply, User } from '../../../harness/judge/user.ts';
import type { JsonObject } from '../../../harness/document/json.ts';
import { type ContentName, contentOf, textOf } from './contents.ts';

/** What is written: the topic by each of two operations, the name, and settings that differ in type or state key. */
export const settingNames = [
  ...(['topic', 'topic as state', 'name', 'conf a', 'conf'] as const),
  ...(['conf odd', 'conf long', 'conf beyond ASCII', 'conf self'] as const),
] as const;
export type SettingName = (typeof settingNames)[number];

/** Stands for alice's id: servers may let a user write a state key of that form only if it is its own id. */
const self = '@alice';

/** The type and state key of each, and its name in a sentence. */
const settings: Readonly<Record<SettingName, readonly [type: string, key: string, words: string]>> =
  {
    topic: ['m.room.topic', '', 'the topic'],
    'topic as state': ['m.room.topic', '', 'the topic, as a state event,'],
    name: ['m.room.name', '', 'the name'],
    'conf a': ['com.example.conf', 'a', 'the setting a'],
    conf: ['com.example.conf', '', 'the setting without a key'],
    'conf odd': ['com.example.other', 'a.b c', 'the setting whose key has a dot and a space'],
    'conf long': ['com.example.conf', 'k'.repeat(120), 'the setting with a long key'],
    'conf beyond ASCII': ['com.example.conf', 'clé', 'the setting whose key is not ASCII'],
    'conf self': ['com.example.conf', self, 'the setting whose key is the id of alice'],
  };

/** A name for the slot of a setting: equal slots have equal names. */
export const slotNameOf = (name: SettingName): string => settings[name].slice(0, 2).join(' ');

/** A place in the state of a room, and what is written there. */
export interface Setting {
  readonly type: string;
  readonly key: string;
  readonly content: JsonObject;
}

/** A setting with a content, as alice writes it. */
export function settingOf(
  name: SettingName,
  contentName: ContentName,
  number: number,
  aliceId: string,
): Setting {
  const [type, key] = settings[name];
  const text = textOf(contentName, number);
  switch (type) {
    case 'm.room.topic':
      return { type, key, content: { topic: text } };
    case 'm.room.name':
      return {
        type,
        key,
        content: { ...contentOf(contentName, number), name: text === '' ? 'Tea' : text },
      };
    default: {
      const content = contentOf(contentName, number);
      return { type, key: key === self ? aliceId : key, content };
    }
  }
}

/** Writes it, by the operation that its name says. */
export function requestSet(
  name: SettingName,
  roomId: string,
  user: User,
  { type, key, content }: Setting,
): Promise<Reply> {
  return name === 'topic'
    ? user.call('set_topic', { roomId, body: content })
    : user.call('send_state_event', {
        roomId,
        eventType: type,
        body: content,
        ...(key === '' ? {} : { stateKey: key }),
      });
}

export const settingWords = (name: SettingName): string => settings[name][2];
