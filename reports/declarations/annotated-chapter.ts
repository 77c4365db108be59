import { type ComponentChild, h } from 'preact';
import type { Chapter, Place } from '../page/chapters.ts';
import { clean, count } from '../plain.ts';
import type {
  AnnotatedFinding,
  AnnotatedReading,
  AnnotatedRequirement,
  Named,
} from './annotations.ts';
import { type Layout, sentencesAt } from './coverage-of-sentences.ts';

/** A chapter of the declaration: its places one below the other, each with what is known about it. */
export function chapterView(layout: Layout, chapter: Chapter): ComponentChild {
  const { key, title, endpoint, kind, places } = chapter;
  const unplaced = layout.requirements.of(chapter).filter(({ pointer }) => pointer === null);
  return h('article', { class: 'chapter', id: key }, [
    h('header', {}, [
      h('h1', {}, [
        clean(title),
        endpoint === null ? null : h('code', { class: 'endpoint' }, clean(endpoint)),
      ]),
    ]),
    ...places.map((place) => placeRow(layout, place)),
    ...(unplaced.length === 0
      ? []
      : [
          h('section', {}, [
            h('p', {}, kind === 'conventions' ? outside : 'Without words of their own:'),
            ...unplaced.map(requirementEntry),
          ]),
        ]),
  ]);
}

const outside =
  'The declaration does not say these. They are what servers and clients of its time did.';

function placeRow(layout: Layout, place: Place): ComponentChild {
  const requirements = layout.requirements.at(place);
  const readings = layout.readings.at(place);
  const findings = layout.findings.at(place);
  const bare = place.words === null && place.name === null;
  const empty = requirements.length + readings.length + findings.length === 0;
  if (bare && empty && place.label !== 'response') return null;
  const { label, name, facts, model } = place;
  const anchor = label === 'model' ? { id: `model-${name ?? ''}` } : {};
  return h('section', { class: `place place-${label}`, ...anchor }, [
    h('div', { class: 'said' }, [
      h('h3', {}, [
        h('span', { class: 'soft' }, label),
        ' ',
        name === null ? null : h('code', {}, clean(name)),
      ]),
      facts.length === 0
        ? null
        : h(
            'p',
            { class: 'facts' },
            facts.map((fact, i) => [
              i > 0 ? ' · ' : '',
              model !== null && fact.endsWith(model) && label !== 'model'
                ? h('a', { href: `#model-${model}` }, clean(fact))
                : clean(fact),
            ]),
          ),
      words(layout, place),
    ]),
    h('div', { class: 'judged' }, [
      ...requirements.map(requirementEntry),
      ...readings.map(readingEntry),
      ...findings.map(findingEntry),
      empty ? h('p', { class: 'soft none' }, 'nothing is known about this place alone') : null,
    ]),
  ]);
}

const words = (layout: Layout, place: Place): ComponentChild =>
  place.words === null || place.words === ''
    ? null
    : h(
        'p',
        { class: 'words' },
        sentencesAt(layout, place).map(({ text, quoted }, i) => [
          i > 0 ? ' ' : '',
          h(
            'span',
            quoted ? { class: 'bound', title: 'a requirement quotes this' } : {},
            clean(text),
          ),
        ]),
      );

function requirementEntry(one: AnnotatedRequirement): ComponentChild {
  const { id, about, grade, statement, quote, check, reason, ruling } = one;
  return h('article', { class: 'requirement', id }, [
    h('p', { class: 'marks' }, [
      h('strong', {}, id),
      ' ',
      h('span', { class: 'grade' }, grade),
      about === 'clients' ? [' ', h('span', { class: 'soft' }, 'of clients')] : null,
    ]),
    h('p', {}, clean(statement)),
    quote === null ? null : h('p', { class: 'soft' }, ['quotes ', h('q', {}, clean(quote))]),
    ruling === null ? null : h('p', { class: 'soft' }, clean(ruling)),
    reason === null ? null : h('p', { class: 'soft' }, `not judged: ${clean(reason)}`),
    check === ''
      ? null
      : h('details', {}, [h('summary', {}, 'how it is checked'), h('p', {}, clean(check))]),
    listed(one.cases, 'case'),
    listed(one.faults, 'fault'),
    listed(one.scenarios, 'scenario'),
    listed(one.wrongClients, 'wrong client'),
  ]);
}

const listed = (all: readonly Named[], what: string): ComponentChild =>
  all.length === 0
    ? null
    : h('details', {}, [
        h('summary', {}, count(all.length, what)),
        h(
          'ul',
          {},
          all.map(({ id, text }) => h('li', {}, [h('code', {}, clean(id)), ` ${clean(text)}`])),
        ),
      ]);

const readingEntry = ({ id, title, quote, choices }: AnnotatedReading): ComponentChild =>
  h('article', { class: 'reading-note', id: `reading-${id}` }, [
    h('p', { class: 'marks' }, [h('strong', {}, id), ' ', h('span', { class: 'soft' }, 'reading')]),
    h('p', {}, `${clean(title)}: ${choices.map(clean).join(', ')}.`),
    h('p', { class: 'soft' }, ['about ', h('q', {}, clean(quote))]),
  ]);

const findingEntry = (one: AnnotatedFinding): ComponentChild =>
  h('article', { class: `finding ${one.severity}` }, [
    h('p', { class: 'marks' }, [
      h('strong', {}, one.rule),
      ' ',
      h(
        'span',
        { class: 'soft' },
        `${one.severity}${one.defect === null ? '' : ` · ${one.defect}`}`,
      ),
    ]),
    h('p', {}, clean(one.message)),
    one.reading === '' ? null : h('p', { class: 'soft' }, `The suite: ${clean(one.reading)}`),
  ]);
