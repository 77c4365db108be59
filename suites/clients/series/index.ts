import type { SeriesProperty } from '../../../clients/series/property.ts';

/** Statements about every series of what users do with a client. */
export const clientSeries: readonly SeriesProperty[] = [
  {
    id: 'clients/series/whatever-users-do',
    title: 'Whatever users do one after the other, the client says and shows what is so.',
    requires: ['CLIENT-24', 'CLIENT-25', 'CLIENT-31'],
    dialects: false,
    troubles: false,
    control: null,
    runs: 40,
  },
  {
    id: 'clients/series/in-any-dialect',
    title: 'The client says and shows what is so at servers of any permitted dialect.',
    requires: ['CLIENT-15', 'CLIENT-17', 'CLIENT-24'],
    dialects: true,
    troubles: false,
    control: 'clients/series/whatever-users-do',
    runs: 40,
  },
  {
    id: 'clients/series/through-any-trouble',
    title: 'Whatever becomes of answers on their way, what the client says was done is done once.',
    requires: ['CLIENT-21', 'CLIENT-24'],
    dialects: true,
    troubles: true,
    control: 'clients/series/in-any-dialect',
    runs: 60,
  },
];
