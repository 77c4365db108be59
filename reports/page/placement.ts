import type { JsonPointer } from '../../harness/document/declaration.ts';
import type { StatementId } from '../../harness/document/statements.ts';
import type { ReportRequirement } from '../report.ts';
import type { Chapter, Place } from './chapters.ts';

/** The requirements of the register, by place and by chapter. */
export interface Placed {
  /** The requirements whose nearest place this is. */
  at(place: Place): readonly ReportRequirement[];
  /** The one chapter that a requirement belongs to. */
  chapterOf(id: StatementId): Chapter | null;
  of(chapter: Chapter): readonly ReportRequirement[];
}

/** Assigns every requirement to the place at its pointer, or to the nearest one above it. */
export function putInPlaces(
  chapters: readonly Chapter[],
  requirements: readonly ReportRequirement[],
): Placed {
  const shown = new Map(
    chapters.flatMap((chapter) =>
      chapter.places.flatMap((entry) => entry.pointers.map((p) => [p, chapter] as const)),
    ),
  );
  const nearest = (pointer: JsonPointer): JsonPointer =>
    shown.has(pointer) ? pointer : nearest(pointer.slice(0, pointer.lastIndexOf('/')));
  const homes = new Map(requirements.map((r) => [r.id, r.pointer && nearest(r.pointer)]));
  const conventions = chapters.find((chapter) => chapter.kind === 'conventions') ?? null;
  // A place within an operation decides; words in a model may still be about one operation.
  const chapterOf = ({ id, operation }: ReportRequirement): Chapter | null => {
    const there = shown.get(homes.get(id) ?? 'none') ?? null;
    if (there?.kind === 'operation') return there;
    return chapters.find(({ key }) => key === operation) ?? there ?? conventions;
  };
  const chapterIds = new Map(requirements.map((r) => [r.id, chapterOf(r)]));
  return {
    at: ({ pointers }) =>
      requirements.filter((r) => pointers.some((pointer) => homes.get(r.id) === pointer)),
    chapterOf: (id) => chapterIds.get(id) ?? null,
    of: (chapter) => requirements.filter((r) => chapterIds.get(r.id) === chapter),
  };
}
