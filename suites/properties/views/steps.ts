import { among, defineSteps, type StepOf } from '../../../harness/model/index.ts';
import { roomNumber } from '../shared/rooms.ts';
import { contentNames, wordsOf } from './contents.ts';
import { settingNames, settingWords } from './settings.ts';

export const names = ['alice', 'bob', 'carol'] as const;
export type Name = (typeof names)[number];

export const guests = ['bob', 'carol'] as const;
export type Guest = (typeof guests)[number];

export const moves = ['invite', 'join', 'leave', 'kick', 'ban'] as const;
/** How a membership is changed: in the short form, which is a POST or a PUT, by set_membership, or by /join. */
export const moveForms = ['post', 'txn', 'set_membership', 'by id'] as const;

const sendKinds = ['message', 'event', 'feedback'] as const;
export const sendForms = ['post', 'txn'] as const;

/** The msgtypes, types of events and types of feedback that are sent; a step has the place of one. */
const sorts = {
  message: ['m.text', 'm.emote', 'm.notice', 'com.example.poem'],
  event: ['com.example.note', 'com.example.a-b_c~d', 'Note', 'com.example.note.more'],
  feedback: ['read', 'delivered'],
} as const;
export const sortNumbers = [1, 2, 3, 4] as const;

const guest = among(...guests);
const name = among(...names);
const content = among(...contentNames);

export const steps = defineSteps({
  room: { room: roomNumber, topic: among(false, true) },
  move: {
    room: roomNumber,
    who: guest,
    move: among(...moves),
    /** Who asks for it. */
    by: name,
    form: among(...moveForms),
    /** What is sent beside the membership, where the form lets something be sent. */
    content,
  },
  set: { room: roomNumber, setting: among(...settingNames), content },
  send: {
    room: roomNumber,
    who: name,
    kind: among(...sendKinds),
    form: among(...sendForms),
    sort: among(...sortNumbers),
    content,
  },
  look: { room: roomNumber, who: guest },
});
export type Step = StepOf<typeof steps>;
export type Move = Extract<Step, { do: 'move' }>;
export type Send = Extract<Step, { do: 'send' }>;
export type SetStep = Extract<Step, { do: 'set' }>;

/** The msgtype of a message, the type of an event, or what feedback says. */
export const sortOf = ({ kind, sort }: Pick<Send, 'kind' | 'sort'>): string =>
  sorts[kind][sort - 1] ?? sorts[kind][0];

const formWords: Readonly<Record<Move['form'], string>> = {
  post: '',
  txn: ', by PUT with a txnId',
  set_membership: ', by set_membership',
  'by id': ', by the id of the room',
};

/** A step as a sentence. */
export function sentenceOf(step: Step): string {
  const room = `room ${step.room}`;
  switch (step.do) {
    case 'room':
      return `alice creates ${room}, ${step.topic ? 'which is public and has a topic' : 'which is private'}`;
    case 'move': {
      const { who, by, form } = step;
      const words = {
        invite: `${by} invites ${who} to ${room}`,
        join: `${who} joins ${room}`,
        leave: `${who} leaves ${room}`,
        kick: `${by} removes ${who} from ${room}`,
        ban: `${by} bans ${who} from ${room}`,
      }[step.move];
      const more = form === 'set_membership' && step.content !== 'plain';
      return `${words}${formWords[form]}${more ? ` and a content${wordsOf(step.content)}` : ''}`;
    }
    case 'set':
      return `alice sets ${settingWords(step.setting)} of ${room}${wordsOf(step.content)}`;
    case 'send':
      return `${step.who} sends ${thingOf(step)} to ${room}${formWords[step.form]}`;
    case 'look':
      return `alice and ${step.who} read every view of ${room}`;
  }
}

/** What is sent, in words. */
export function thingOf(step: Send): string {
  const thing = {
    message: `a message of msgtype ${sortOf(step)}`,
    event: `an event of type ${sortOf(step)}`,
    feedback: `feedback that says ${sortOf(step)}`,
  }[step.kind];
  return `${thing}${wordsOf(step.content)}`;
}
