import type { JsonPointer } from '../../harness/document/declaration.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import type { ReportRequirement } from '../report.ts';
import type { Chapter, Place } from './chapters.ts';

/** The requirements of the register, by place and by chapter. */
export interface Placed {
  /** The requirements whose nearest place this is. */
  at(place: Place): readonly ReportRequirement[];
  /** The one chapter that a requirement belongs to. */
  chapterOf(id: RequirementId): Chapter | null;
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
  // The register names its entries for what they are about, also where the words stand in a model.
  const named = new Map<string, Chapter>();
  for (const { id } of requirements) {
    const chapter = shown.get(homes.get(id) ?? '');
    if (homes.get(id) !== null && chapter?.kind === 'operation') named.set(prefixOf(id), chapter);
  }
  const last = chapters.find((chapter) => chapter.kind === 'conventions') ?? null;
  const chapterOf = ({ id, pointer }: ReportRequirement): Chapter | null => {
    if (pointer === null) return named.get(prefixOf(id)) ?? last;
    const chapter = shown.get(homes.get(id) ?? '') ?? null;
    return chapter?.kind === 'operation' ? chapter : (named.get(prefixOf(id)) ?? chapter);
  };
  const chapterIds = new Map(requirements.map((r) => [r.id, chapterOf(r)]));
  return {
    at: ({ pointers }) =>
      requirements.filter((r) => pointers.some((pointer) => homes.get(r.id) === pointer)),
    chapterOf: (id) => chapterIds.get(id) ?? null,
    of: (chapter) => requirements.filter((r) => chapterIds.get(r.id) === chapter),
  };
}

const prefixOf = (id: RequirementId): string => id.replace(/-\d+$/, '');
