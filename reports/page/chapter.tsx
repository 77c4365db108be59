import type { ReportRequirement } from '../report.ts';
import { count } from '../plain.ts';
import { statusSigns } from './marks.tsx';
import type { Chapter, Place } from './chapters.ts';
import type { Placed } from './placement.ts';
import { RequirementEntry } from './requirement-entry.tsx';
import { hrefOf } from './route.ts';
import { tallyOf } from './tally.ts';

/** A chapter of the declaration: its places one below the other, each with its requirements beside it. */
export function ChapterView({ chapter, placed }: { chapter: Chapter; placed: Placed }) {
  const own = placed.of(chapter);
  return (
    <article class="chapter">
      <header>
        <h1>
          {chapter.title}{' '}
          {chapter.endpoint !== null && <code class="endpoint">{chapter.endpoint}</code>}
        </h1>
        <p class="soft">{summaryOf(own)}</p>
      </header>
      {chapter.places.map((place) => (
        <PlaceRow key={place.pointers[0]} place={place} placed={placed} />
      ))}
      {chapter.kind === 'conventions' && (
        <>
          <p>The declaration does not say these. They are what the servers of its time did.</p>
          {own
            .filter(({ pointer }) => pointer === null)
            .map((requirement) => (
              <RequirementEntry key={requirement.id} requirement={requirement} />
            ))}
        </>
      )}
    </article>
  );
}

function summaryOf(requirements: readonly ReportRequirement[]): string {
  const counts = [...tallyOf(requirements)].map(
    ([status, n]) => `${n} ${statusSigns[status].word}`,
  );
  return `${count(requirements.length, 'requirement')}: ${counts.join(', ')}`;
}

function PlaceRow({ place, placed }: { place: Place; placed: Placed }) {
  const requirements = placed.at(place);
  const inside = place.inside.filter((one, i) => i > 0 || placed.at(one).length > 0);
  const bare = place.words === null && place.name === null;
  if (bare && requirements.length === 0 && place.label !== 'response') return null;
  return (
    <>
      <section class={`place place-${place.label}`}>
        <div class="said">
          <h3>
            <span class="soft">{place.label}</span> {place.name !== null && <Name place={place} />}
          </h3>
          {place.facts.length > 0 && <Facts place={place} />}
          {place.words !== null && place.words !== '' && <p class="words">{place.words}</p>}
        </div>
        <div class="judged">
          {requirements.length === 0 ? (
            <p class="soft none">no requirement of its own</p>
          ) : (
            requirements.map((requirement) => (
              <RequirementEntry key={requirement.id} requirement={requirement} />
            ))
          )}
        </div>
      </section>
      {inside.length > 0 && (
        <div class="inside" role="group" aria-label={`properties of ${place.model ?? ''}`}>
          {inside.map((one) => (
            <PlaceRow key={one.pointers[0]} place={one} placed={placed} />
          ))}
        </div>
      )}
    </>
  );
}

const Name = ({ place: { label, name } }: { place: Place }) => (
  <code class={label === 'error' ? 'code code-4' : undefined}>{name}</code>
);

const Facts = ({ place: { facts, model } }: { place: Place }) => (
  <p class="facts">
    {facts.map((fact, i) => (
      <span key={fact}>
        {i > 0 && ' · '}
        {model !== null && fact.endsWith(model) ? (
          <a href={hrefOf('declaration', 'models')}>{fact}</a>
        ) : (
          fact
        )}
      </span>
    ))}
  </p>
);
