import { describe, expect, it } from 'vitest';
import { hrefOf, readRoute, type Route, sectionNames, writeRoute } from './route.ts';

describe('an address of the page', () => {
  const routes: readonly Route[] = [
    ...sectionNames.map((section) => ({ section, path: '', query: {} })),
    { section: 'failures', path: 'ban/outsider-cannot-ban', query: { grade: 'documented' } },
    { section: 'declaration', path: '', query: { q: 'a & b = "c" #ü?', status: 'violated' } },
    { section: 'transitions', path: 'private/self/join/invite', query: {} },
    { section: 'failures', path: 'a b/<script>/%2F/?#', query: { q: '%' } },
  ];

  it.each(routes)('leads back to where it was made: $section/$path $query', (route) => {
    expect(readRoute(writeRoute(route))).toEqual(route);
  });

  it('leaves out what is empty', () => {
    expect(hrefOf('failures', '', { q: '', grade: 'implied' })).toBe('#/failures?grade=implied');
  });

  it.each(['', '#', '#/', '#/nowhere/at?all=1', '#constructor', '#/__proto__'])(
    'that the page does not know, %o, leads to the verdict',
    (hash) => {
      expect(readRoute(hash)).toEqual({ section: 'verdict', path: '', query: {} });
    },
  );

  it('with a broken escape is taken as it stands', () => {
    expect(readRoute('#/failures/100%').path).toBe('100%');
  });
});
