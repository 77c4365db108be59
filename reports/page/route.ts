import { useEffect, useState } from 'preact/hooks';
import type { Report } from '../report.ts';

/** The sections of a page, in the order in which a reader meets them, with their titles. */
export const sections = {
  verdict: 'Verdict',
  failures: 'Failures',
  declaration: 'Declaration',
  traffic: 'Traffic',
  errors: 'Errors',
  transitions: 'Transitions',
  timing: 'Timing',
} as const;

export type SectionName = keyof typeof sections;

/** Where in the page a reader is: `#/failures/ban/outsider-cannot-ban?grade=documented`. */
export interface Route {
  readonly section: SectionName;
  /** What stands below the section; '' for the section itself. */
  readonly path: string;
  /** Search and filters. */
  readonly query: Readonly<Record<string, string>>;
}

/** Sections of runs of the suite alone, and of what was seen alone. */
const ofServers: readonly SectionName[] = ['errors', 'transitions', 'timing'];
const ofClients: readonly SectionName[] = ['traffic'];

/** The sections of a report's page. */
export const sectionsOf = ({ subject }: Pick<Report, 'subject'>): readonly SectionName[] => {
  const others = subject === undefined ? ofClients : ofServers;
  return sectionNames.filter((name) => !others.includes(name));
};

const isSection = (word: string): word is SectionName => Object.hasOwn(sections, word);

export const sectionNames: readonly SectionName[] = Object.keys(sections).filter(isSection);

/** Reads the part of an address after its `#`; an unknown section leads to the verdict. */
export function readRoute(hash: string): Route {
  const [way = '', search = ''] = hash.replace(/^#?\/?/, '').split(/\?(.*)/s);
  const [section = '', ...rest] = way.split('/').map(decoded);
  if (!isSection(section)) return { section: 'verdict', path: '', query: {} };
  const query = Object.fromEntries(new URLSearchParams(search));
  return { section, path: rest.join('/'), query };
}

/** The address of a place in the page; what is empty is left out. */
export function writeRoute({ section, path, query }: Route): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== '');
  const search = pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
  const below = path === '' ? '' : `/${path.split('/').map(encodeURIComponent).join('/')}`;
  return `#/${section}${below}${search}`;
}

/** The address of a section, or of something below it. */
export const hrefOf = (
  section: SectionName,
  path = '',
  query: Readonly<Record<string, string>> = {},
): string => writeRoute({ section, path, query });

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The route of the address bar, and of every later one. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => readRoute(location.hash));
  useEffect(() => {
    const follow = (): void => setRoute(readRoute(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}
