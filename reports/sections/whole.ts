import { brokenCauses, causes } from '../causes.ts';
import { type Block, columns, heading, paragraph, stack } from '../document/document.ts';
import { printText } from '../document/text.ts';
import type { Paint } from '../paint.ts';
import { count, plain } from '../plain.ts';
import type { Report } from '../report.ts';
import { clientBlocks } from './client.ts';
import { brokenBlocks, failureBlocks } from './failure.ts';
import { knownBlocks, withoutKnown } from './gates.ts';
import { searchBlocks } from './searches.ts';
import { summaryBlocks } from './summary.ts';

/** The whole report as text: new failures, known failures, broken and skipped cases, readings, searches, summary. */
export const terminalText = (report: Report, paint: Paint): string =>
  printText(
    [
      ...causes(withoutKnown(report)).flatMap((cause) => failureBlocks(cause, report)),
      ...knownBlocks(report),
      ...brokenCauses(report).flatMap((cause) => brokenBlocks(cause, report)),
      ...(report.subject === undefined ? skippedBlocks(report) : clientBlocks(report)),
      ...readingBlocks(report),
      ...searchBlocks(report),
      ...summaryBlocks(report),
    ],
    paint,
  );

/** The summary alone. */
export const verdictText = (report: Report, paint: Paint): string =>
  printText(summaryBlocks(report), paint);

function readingBlocks({ readings }: Report): readonly Block[] {
  const pairs = Object.entries(readings);
  if (pairs.length === 0) return [];
  const lines = pairs.map(([id, taken]) => [id, plain(taken, 60)]);
  return [
    stack([
      heading(3, 'dialect: the readings that this target takes'),
      stack([columns(lines, 1)], 2),
    ]),
  ];
}

/** How many cases were skipped for each reason. */
export function skipReasons({ outcomes }: Report): ReadonlyMap<string, number> {
  const reasons = new Map<string, number>();
  for (const outcome of outcomes) {
    if (outcome.verdict !== 'skipped') continue;
    reasons.set(outcome.reason, (reasons.get(outcome.reason) ?? 0) + 1);
  }
  return reasons;
}

function skippedBlocks(report: Report): readonly Block[] {
  const lines = [...skipReasons(report)].map(([reason, n]) =>
    paragraph(`${count(n, 'case')}: ${plain(reason, 60)}`),
  );
  return lines.length === 0 ? [] : [stack([heading(3, 'skipped'), stack(lines, 2)])];
}
