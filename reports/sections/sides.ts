import { type Block, columns, paragraph, stack, toned } from '../document/document.ts';
import { plain } from '../plain.ts';
import type { Report } from '../report.ts';
import { sideVerdicts } from '../traffic/sides.ts';

/** The verdict on each side of traffic, and what was not judged. Nothing for other reports. */
export function sideBlocks(report: Report): readonly Block[] {
  const { subject } = report;
  if (subject?.kind !== 'traffic') return [];
  const lines = sideVerdicts(report).map(({ name, violates, text }) => [
    name,
    violates ? toned('bad', text) : text,
  ]);
  const { servers, notes } = subject.traffic;
  return [
    stack([
      columns(lines, 2),
      ...servers
        .slice(0, mostServers)
        .map((one) => paragraph(toned('quiet', `server: ${plain(one, 200)}`))),
      ...notes.map((note) => paragraph(toned('quiet', `note: ${plain(note, 300)}`))),
    ]),
  ];
}

const mostServers = 10;
