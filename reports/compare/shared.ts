import { type Block, codeSpan, type Line, list, toned } from '../document/document.ts';
import { count, plain } from '../plain.ts';
import type { Side } from './side.ts';

/** A report in one line: its file, its target, and the facts of its run. */
export const sideLine = (side: Side, label: string): Line => [
  codeSpan(plain(label, 240)),
  toned('quiet', ` · ${plain(factsOf(side), 300)}`),
];

function factsOf({ started, tool, seed, level, verdict, judged, cases, subject }: Side): string {
  const extent =
    subject === undefined
      ? [`seed ${seed}`, `${judged} of ${count(cases, 'case')} judged`]
      : [`${judged} of ${count(cases, 'requirement')} seen`];
  return [started, `rooms-conformance ${tool}`, ...extent, `${verdict} at the level ${level}`].join(
    ' · ',
  );
}

export const caveatList = (caveats: readonly string[]): Block =>
  list(caveats.map((text) => ({ line: toned('unsure', `! ${plain(text, 300)}`) })));
