import { type Counterexample, piecesOf } from '../harness/judge/verdict.ts';
import type { Paint } from './paint.ts';
import { count, labelled, pageWidth, plain, shorten } from './plain.ts';

/** What a target did in each step of another play of the same steps, and what to call that play. */
export interface OtherPlay {
  readonly label: string;
  readonly observations: readonly string[];
}

/** Steps whose sentence or outcome nobody knows: the run ended before it came to them. */
export const notReached = 'nothing, for it did not come to this step';

/** How a search came to a violation: the steps as a numbered story, and what clients did at once. */
export function counterexampleLines(found: Counterexample, paint: Paint): readonly string[] {
  const { descriptions: story, observations: history, again, timeline } = found;
  const other = again === null ? null : { label: 'played again', observations: again };
  return [
    labelled('', headline(found), 0),
    ...(again === null ? [] : [paint('unsure', labelled('', flaky, 0))]),
    ...toldSteps(story, history, other, paint),
    ...(timeline === undefined ? [] : timelineLines(timeline)),
  ];
}

/** How long it is, and how long it was when it was found. */
export function headline({ steps, drawn, run }: Counterexample): string {
  const { size, word } = piecesOf(steps);
  const length = count(size, word);
  return size < drawn
    ? `shrunk to ${length}, from ${drawn} in run ${run}:`
    : `${length}, as drawn in run ${run}:`;
}

const flaky = 'flaky: the same steps, played again, did not fail; where they differ, both are told';

/** Steps as a numbered story, with what the target did in each, and, where it differs, did another time. */
export function toldSteps(
  story: readonly string[],
  observations: readonly string[],
  other: OtherPlay | null,
  paint: Paint,
): readonly string[] {
  const length = Math.max(story.length, observations.length, other?.observations.length ?? 0);
  const width = String(length).length;
  return Array.from({ length }).flatMap((_, i) => {
    const did = observations[i];
    const otherwise = other === null || other.observations[i] === did ? null : other;
    const lines = [
      labelled(`${i + 1}`.padStart(width), sentence(story[i]), width + 2),
      result('→', did ?? notReached, width),
      ...(otherwise === null
        ? []
        : [result(' ', `${otherwise.label}: ${otherwise.observations[i] ?? notReached}`, width)]),
    ];
    return otherwise === null ? lines : lines.map((line) => paint('strong', line));
  });
}

const sentence = (text: string | undefined): string =>
  text === undefined ? 'a step of the other play alone' : plain(text, 400);

const result = (mark: string, text: string, width: number): string =>
  labelled(mark, plain(text, 400), mark.length + 1, ' '.repeat(width + 4));

/** A drawing keeps its spaces; it may hold what a server sent. */
export const timelineLines = (timeline: readonly string[]): readonly string[] =>
  timeline.length === 0
    ? []
    : [
        '',
        ...timeline.map((line) =>
          shorten(line.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ''), pageWidth),
        ),
      ];
