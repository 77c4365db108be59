import { array, constant, constantFrom, oneof, record } from 'fast-check';
import { among, defineSteps, inOrder, type StepOf } from '../../../harness/model/index.ts';
import { roomNumber } from '../shared/rooms.ts';

export const names = ['alice', 'bob', 'carol'] as const;
export type Name = (typeof names)[number];

/** What is written: the topic, the name, and settings that differ in their state key. */
const slotNames = ['topic', 'name', 'conf a', 'conf b', 'conf'] as const;
export type SlotName = (typeof slotNames)[number];

const guest = among('bob', 'carol');

export const steps = defineSteps({
  room: { room: roomNumber, topic: among(false, true) },
  move: { room: roomNumber, who: guest, move: among('invite', 'join', 'leave', 'kick', 'ban') },
  set: { room: roomNumber, setting: among(...slotNames) },
  send: { room: roomNumber, who: among(...names), kind: among('message', 'event') },
  look: { room: roomNumber, who: guest },
});
export type Step = StepOf<typeof steps>;
export type Move = Extract<Step, { do: 'move' }>['move'];

const slotWords: Readonly<Record<SlotName, string>> = {
  topic: 'the topic',
  name: 'the name',
  'conf a': 'the setting a',
  'conf b': 'the setting b',
  conf: 'the setting without a key',
};

/** A step as a sentence. */
export function sentenceOf(step: Step): string {
  const room = `room ${step.room}`;
  switch (step.do) {
    case 'room':
      return `alice creates ${room}, ${step.topic ? 'which is public and has a topic' : 'which is private'}`;
    case 'move': {
      const { who } = step;
      return {
        invite: `alice invites ${who} to ${room}`,
        join: `${who} joins ${room}`,
        leave: `${who} leaves ${room}`,
        kick: `alice removes ${who} from ${room}`,
        ban: `alice bans ${who} from ${room}`,
      }[step.move];
    }
    case 'set':
      return `alice sets ${slotWords[step.setting]} of ${room}`;
    case 'send':
      return `${step.who} sends ${step.kind === 'message' ? 'a message' : 'an event'} to ${room}`;
    case 'look':
      return `alice and ${step.who} read every view of ${room}`;
  }
}

/** Mostly about room 1. */
const room = constantFrom(1, 1, 1, 2);

const drawInvitedJoin = record({ room, who: guest.arbitrary }).chain((both) => {
  const same = { room: constant(both.room), who: constant(both.who) };
  const move = (asked: Move) => steps.draw('move', { ...same, move: constant(asked) });
  return inOrder<Step>(move('invite'), move('join'));
});

/** Changes of all kinds in one room or two; now and then two users read every view. */
export const drawSteps = inOrder<Step>(
  steps.draw('room', { room: constant(1) }),
  array(steps.draw('room', { room: constant(2) }), { maxLength: 1 }),
  array(
    oneof(
      { weight: 2, arbitrary: drawInvitedJoin },
      { weight: 3, arbitrary: steps.draw('move', { room }) },
      { weight: 2, arbitrary: steps.draw('set', { room }) },
      { weight: 2, arbitrary: steps.draw('send', { room }) },
      { weight: 1, arbitrary: steps.draw('look', { room }) },
    ),
    { maxLength: 14, size: 'max' },
  ),
);
