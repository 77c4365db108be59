import { expect, it } from 'vitest';
import { optionPairs, type RoomOptions } from './option-pairs.ts';

const values = {
  method: ['POST', 'PUT'],
  visibility: ['private', 'public', null],
  name: ['empty', 'plain', 'unusual', null],
  topic: ['empty', 'plain', 'unusual', null],
  alias: ['plain', 'unusual', null],
  custom: [true, false],
} satisfies Readonly<Record<keyof RoomOptions, readonly unknown[]>>;

const options = ['method', 'visibility', 'name', 'topic', 'alias'] as const;

const pairs = options.flatMap((one, i) =>
  options
    .slice(i + 1)
    .flatMap((other) =>
      values[one].flatMap((v) => values[other].map((w) => ({ one, v, other, w }))),
    ),
);

it.each(pairs)('$one $v meets $other $w', ({ one, v, other, w }) => {
  expect(optionPairs.some((row) => row[one] === v && row[other] === w)).toBe(true);
});
