import type { Chapter, Place } from '../page/chapters.ts';
import type { Placed } from '../page/placement.ts';
import type {
  AnnotatedFinding,
  AnnotatedReading,
  AnnotatedRequirement,
  Annotations,
} from './annotations.ts';

/** Annotations, each at its place. */
export interface Layout {
  readonly annotations: Annotations;
  readonly requirements: Placed<AnnotatedRequirement>;
  readonly readings: Placed<AnnotatedReading>;
  readonly findings: Placed<AnnotatedFinding>;
}

/** How much of a chapter is covered. */
export interface Coverage {
  readonly sentences: number;
  /** Sentences that a requirement quotes. */
  readonly quoted: number;
  readonly requirements: number;
  /** Requirements that neither a case nor a scenario judges, for whatever reason. */
  readonly unjudged: number;
  readonly readings: number;
  readonly findings: number;
}

/** A sentence of the declaration, and whether a requirement at its place quotes it. */
export interface Sentence {
  readonly text: string;
  readonly quoted: boolean;
}

/** The sentences of a place. */
export const sentencesAt = (layout: Layout, place: Place): readonly Sentence[] => {
  const quotes = layout.requirements.at(place).flatMap(({ quote }) => quote ?? []);
  return layout.annotations.sentencesOf(place.words ?? '').map((text) => ({
    text,
    quoted: quotes.some((quote) => text.includes(quote) || quote.includes(text)),
  }));
};

/** Counts what a chapter has. */
export function coverageOf(layout: Layout, chapter: Chapter): Coverage {
  const sentences = chapter.places.flatMap((place) => sentencesAt(layout, place));
  const requirements = layout.requirements.of(chapter);
  return {
    sentences: sentences.length,
    quoted: sentences.filter(({ quoted }) => quoted).length,
    requirements: requirements.length,
    unjudged: requirements.filter((one) => one.cases.length + one.scenarios.length === 0).length,
    readings: layout.readings.of(chapter).length,
    findings: layout.findings.of(chapter).length,
  };
}
