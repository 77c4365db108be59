import type { JsonPointer } from '../../harness/document/declaration.ts';
import type { ReportRequirement } from '../report.ts';
import type { Chapter, Place } from './chapters.ts';

/** What has a place in the declaration. */
export interface Placeable {
  readonly id: string;
  readonly pointer: JsonPointer | null;
  /** The operation that it is about, wherever it stands. */
  readonly operation: string | null;
}

/** The requirements of the register, or whatever else has a place, by place and by chapter. */
export interface Placed<T extends Placeable = ReportRequirement> {
  /** Those whose nearest place this is. */
  at(place: Place): readonly T[];
  /** The one chapter that one belongs to. */
  chapterOf(id: T['id']): Chapter | null;
  of(chapter: Chapter): readonly T[];
}

/** Assigns every requirement to the place at its pointer, or to the nearest one above it. */
export function putInPlaces<T extends Placeable>(
  chapters: readonly Chapter[],
  requirements: readonly T[],
): Placed<T> {
  const shown = new Map(
    chapters.flatMap((chapter) =>
      chapter.places.flatMap((entry) => entry.pointers.map((p) => [p, chapter] as const)),
    ),
  );
  const nearest = (pointer: JsonPointer): JsonPointer =>
    shown.has(pointer) ? pointer : nearest(pointer.slice(0, pointer.lastIndexOf('/')));
  const homes = new Map<string, JsonPointer | null>(
    requirements.map((r) => [r.id, r.pointer && nearest(r.pointer)]),
  );
  const conventions = chapters.find((chapter) => chapter.kind === 'conventions') ?? null;
  // A place within an operation decides; words in a model may still be about one operation.
  const chapterOf = ({ id, operation }: T): Chapter | null => {
    const there = shown.get(homes.get(id) ?? 'none') ?? null;
    if (there?.kind === 'operation') return there;
    return chapters.find(({ key }) => key === operation) ?? there ?? conventions;
  };
  const chapterIds = new Map<string, Chapter | null>(requirements.map((r) => [r.id, chapterOf(r)]));
  return {
    at: ({ pointers }) =>
      requirements.filter((r) => pointers.some((pointer) => homes.get(r.id) === pointer)),
    chapterOf: (id) => chapterIds.get(id) ?? null,
    of: (chapter) => requirements.filter((r) => chapterIds.get(r.id) === chapter),
  };
}
