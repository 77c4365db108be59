import type { Step } from './steps.ts';
import { troubleWords } from './troubles.ts';

const quotedText = (text: string): string => {
  const shown = JSON.stringify(text);
  return shown.length <= 60 ? shown : `${shown.slice(0, 60)}…`;
};

/** A step as a sentence in the present tense. */
export function sentenceOf(step: Step): string {
  return step.do === 'world' ? worldSentence(step) : actSentence(step) + troubleWords(step.trouble);
}

function worldSentence({ dialect, messages }: Extract<Step, { readonly do: 'world' }>): string {
  const said = messages === 0 ? '' : `, where bob has said ${messages} things`;
  const readings = dialect.length === 0 ? '' : `, at a server of the dialect ${dialect.join(', ')}`;
  return `alice and bob are in room 1${said}${readings}`;
}

function actSentence(step: Exclude<Step, { readonly do: 'world' }>): string {
  const { who } = step;
  switch (step.do) {
    case 'create':
      return `${who} creates a ${step.visibility} room${step.alias ? ' with an alias' : ''}`;
    case 'join':
      return `${who} joins room ${step.room} by its ${step.by}`;
    case 'enter':
      return `${who} enters room ${step.room}`;
    case 'leave':
      return `${who} leaves room ${step.room}`;
    case 'invite':
    case 'ban':
      return `${who} ${step.do}s ${step.whom} ${step.do === 'ban' ? 'from' : 'to'} room ${step.room}`;
    case 'set':
      return `${who} sets the membership of ${step.whom} in room ${step.room} to ${step.membership}`;
    case 'say':
      return `${who} says ${quotedText(step.text)} in room ${step.room}`;
    case 'state':
      return `${who} sets the state under the key ${JSON.stringify(step.key)} of room ${step.room} to ${quotedText(step.text)}`;
    case 'topic':
      return `${who} sets the topic of room ${step.room} to ${quotedText(step.text)}`;
    case 'history':
      return `${who} reads the history of room ${step.room}`;
    case 'members':
      return `${who} reads the members of room ${step.room}`;
    case 'get-topic':
      return `${who} reads the topic of room ${step.room}`;
    case 'get-membership':
      return `${who} reads the membership of ${step.whom} in room ${step.room}`;
  }
}
