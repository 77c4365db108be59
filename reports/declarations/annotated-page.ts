import { type ComponentChild, h } from 'preact';
import { printPage } from '../document/html.ts';
import { clean, count } from '../plain.ts';
import type { Chapter } from '../page/chapters.ts';
import { putInPlaces } from '../page/placement.ts';
import { chapterView } from './annotated-chapter.ts';
import type { Annotations } from './annotations.ts';
import { type Coverage, coverageOf, type Layout } from './coverage-of-sentences.ts';

/**
 * The declaration as a page to read before an edit: every sentence with the requirements that quote it, who judges by
 * them, how the passage may be read, and what a linter says. One file without a script, in the style of reports.
 * @param style the style sheet of reports, as the build made it
 */
export function annotatedPage(annotations: Annotations, style: string): string {
  const { requirements, readings, findings, profile } = annotations;
  const chapters = annotations.chapters.map(withoutInherited);
  const layout: Layout = {
    annotations: { ...annotations, chapters },
    requirements: putInPlaces(chapters, requirements),
    readings: putInPlaces(chapters, readings),
    findings: putInPlaces(chapters, findings),
  };
  const title =
    profile === null ? 'The declaration, annotated' : `The declaration, annotated for ${profile}`;
  const body = h('body', { id: 'top' }, [
    h('main', {}, [
      h('div', { class: 'with-aside' }, [
        chapterList(chapters),
        h('div', {}, [
          h('h1', {}, title),
          ...introduction,
          overview(layout),
          ...chapters.map((chapter) => chapterView(layout, chapter)),
        ]),
      ]),
    ]),
  ]);
  return printPage(title, `${style}\n${own}`, body);
}

/** A property that a model inherits stands where its base declares it. */
const withoutInherited = (chapter: Chapter): Chapter => ({
  ...chapter,
  places: chapter.places.filter(
    ({ pointers: [first] }, i) =>
      first === '' || chapter.places.findIndex(({ pointers }) => pointers[0] === first) === i,
  ),
});

const introduction: readonly ComponentChild[] = [
  h('p', {}, [
    'On the left are the words of the declaration. A sentence that a requirement quotes is ',
    h('span', { class: 'bound' }, 'underlined'),
    '; if you edit it, the requirement loses its words. On the right is what the suite makes of the place: its requirements, with the cases, faults, scenarios and clients that judge by them, passages that can be read in several ways, and what a linter says.',
  ]),
];

const chapterList = (chapters: readonly Chapter[]): ComponentChild =>
  h('nav', { class: 'chapters', 'aria-label': 'Chapters of the declaration' }, [
    h('ul', {}, [
      h('li', {}, h('a', { href: '#top' }, 'Overview')),
      ...chapters.map(({ key, title }) => h('li', {}, h('a', { href: `#${key}` }, clean(title)))),
    ]),
  ]);

const head = [
  'chapter',
  'sentences',
  'quoted',
  'requirements',
  'without a case',
  'readings',
  'findings',
];

/** How much of each chapter is covered. */
function overview(layout: Layout): ComponentChild {
  const rows = layout.annotations.chapters.map((chapter) => ({
    chapter,
    coverage: coverageOf(layout, chapter),
  }));
  const sum = (key: keyof Coverage): number =>
    rows.reduce((total, { coverage }) => total + coverage[key], 0);
  const keys = ['sentences', 'quoted', 'requirements', 'unjudged', 'readings', 'findings'] as const;
  const cells = (of: (key: keyof Coverage) => number): readonly ComponentChild[] =>
    keys.map((key) => h('td', { class: 'number' }, String(of(key))));
  return h('div', { class: 'wide' }, [
    h('table', {}, [
      h('caption', { class: 'soft' }, [
        `${count(sum('sentences'), 'sentence')}, of which requirements quote ${sum('quoted')}; ${count(sum('requirements'), 'requirement')}`,
      ]),
      h('thead', {}, [
        h(
          'tr',
          {},
          head.map((name, i) => h('th', { scope: 'col', class: i === 0 ? '' : 'number' }, name)),
        ),
      ]),
      h(
        'tbody',
        {},
        rows.map(({ chapter, coverage }) =>
          h('tr', {}, [
            h('th', { scope: 'row' }, h('a', { href: `#${chapter.key}` }, clean(chapter.title))),
            ...cells((key) => coverage[key]),
          ]),
        ),
      ),
      h('tfoot', {}, [h('tr', {}, [h('th', { scope: 'row' }, 'together'), ...cells(sum)])]),
    ]),
  ]);
}

/** What this page has and reports do not have. */
const own = `
.bound { text-decoration: underline; text-decoration-thickness: 0.12em; text-underline-offset: 0.2em; text-decoration-color: var(--good); }
.chapter { margin-top: 4rem; }
.judged > * + * { margin-top: 1rem; }
.finding.error { --tone: var(--bad); }
.finding.warning { --tone: var(--unsure); }
.reading-note { --tone: var(--link); padding-left: 0.9rem; border-left: 3px solid var(--tone); }
.reading-note p { margin-bottom: 0.15rem; }
details ul { list-style: disc; padding-left: 1.2rem; }
details li { margin: 0.2rem 0; overflow-wrap: anywhere; }
:target { scroll-margin-top: 1rem; }
@media (max-width: 60rem) { .with-aside, .place { grid-template-columns: minmax(0, 1fr); } .chapters { position: static; max-height: none; } }
@media print { .chapters { display: none; } .with-aside { grid-template-columns: minmax(0, 1fr); } }
`;
