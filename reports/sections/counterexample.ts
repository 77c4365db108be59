import type { Counterexample } from '../../harness/judge/verdict.ts';
import { type Block, paragraph, type Row, row, rows, stack, toned } from '../document/document.ts';
import { count, plain } from '../plain.ts';

/** What a target did in each step when the same steps ran another time. */
export interface OtherRun {
  readonly label: string;
  readonly observations: readonly string[];
}

/** What stands at a step that a run did not reach. */
export const notReached = 'not reached';

/** How a search came to a violation: its steps, and what clients did at the same time. */
export function counterexampleBlocks(found: Counterexample): readonly Block[] {
  const { descriptions, observations, again, timeline } = found;
  const other = again === null ? null : { label: 'when repeated', observations: again };
  const head = [
    paragraph(headline(found)),
    ...(again === null ? [] : [paragraph(toned('unsure', flaky))]),
  ];
  return [
    stack([...head, stepRows(descriptions, observations, other)], 2),
    ...timelineBlocks(timeline ?? []),
  ];
}

/** How long it is, and how long it was when it was found. */
export function headline({ size, unit, drawn, run }: Counterexample): string {
  const length = count(size, unit);
  return size < drawn
    ? `shrunk to ${length}, from ${drawn} in run ${run}:`
    : `${length}, as generated in run ${run}:`;
}

const flaky =
  'flaky: the same steps did not fail when they were repeated; where the two runs differ, both are shown';

/** Numbered steps with what the target did in each, and, where it differs, what it did in another run. */
export function stepRows(
  descriptions: readonly string[],
  observations: readonly string[],
  other: OtherRun | null,
): Block {
  const length = Math.max(
    descriptions.length,
    observations.length,
    other?.observations.length ?? 0,
  );
  const width = String(length).length;
  const all = Array.from({ length }).flatMap((_, i): readonly Row[] => {
    const did = observations[i];
    const sentence = plain(descriptions[i] ?? 'a step of the other run', 400);
    const result = `→ ${plain(did ?? notReached, 400)}`;
    const number = String(i + 1).padStart(width);
    if (other === null || other.observations[i] === did) {
      return [row(number, sentence), row('', result)];
    }
    const otherwise = `  ${other.label}: ${plain(other.observations[i] ?? notReached, 400)}`;
    return [
      row(number, toned('strong', sentence)),
      row('', toned('strong', result)),
      row('', toned('strong', otherwise)),
    ];
  });
  return rows(all, width + 2);
}

/** A drawing of what clients did at the same time, which keeps its spaces. */
export const timelineBlocks = (timeline: readonly string[]): readonly Block[] =>
  timeline.length === 0 ? [] : [{ kind: 'code', lines: timeline }];
