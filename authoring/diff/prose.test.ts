import { describe, expect, it } from 'vitest';
import { sentencesOf } from './prose.ts';

describe('sentences', () => {
  it.each([
    ['', []],
    ['The topic text', ['The topic text']],
    ['One. Two!  Three?\nFour', ['One.', 'Two!', 'Three?', 'Four']],
    ['Send a m.room.name event. Then wait.', ['Send a m.room.name event.', 'Then wait.']],
    [
      'The type, e.g. "m.text". Or another, i.e. any.',
      ['The type, e.g. "m.text".', 'Or another, i.e. any.'],
    ],
    ["Either 'a' or 'b.' Not both.", ["Either 'a' or 'b.'", 'Not both.']],
    [
      'PUT to /rooms/{roomId}/state/{eventType}. The key is empty.',
      ['PUT to /rooms/{roomId}/state/{eventType}.', 'The key is empty.'],
    ],
  ])('of %j', (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });
});
