import { together } from './breakage.ts';
import type { Effect, Move } from './change.ts';
import type { Sides } from './usage.ts';

/** What a property that is there or not there does to messages. */
export const effectOf = (required: boolean, what: 'added' | 'removed', sides: Sides): Effect => {
  const [more, less]: readonly [Move, Move] =
    what === 'added' ? ['wider', 'narrower'] : ['narrower', 'wider'];
  return {
    requests: sides.requests ? (required ? together(more, less) : more) : null,
    answers: sides.answers && required ? less : null,
  };
};

/** What it does to messages if a model takes any further key, or does not any more. Answers may have further keys anyway. */
export const effectOfOpenness = (before: boolean, after: boolean, sides: Sides): Effect => ({
  requests: before === after || !sides.requests ? null : after ? 'wider' : 'narrower',
  answers: null,
});
