import type { Faults } from '../fault.ts';
import { readPathAs } from '../vocabulary/index.ts';

/** How room ids are read from paths. */
export const pathFaults: Faults = {
  'room-ids-not-decoded': {
    summary: 'A room id in a path is not decoded.',
    violates: ['CONV-17'],
    spoil: readPathAs(['roomId'], (_text, { path }) => /\/rooms\/([^/]*)/.exec(path)?.[1] ?? ''),
  },
  'room-ids-encoded-only': {
    summary: 'A room whose id has an unencoded ! in the path is not found.',
    violates: ['CONV-17'],
    spoil: readPathAs(['roomId'], (text, { path }) =>
      path.includes('/rooms/!') ? `${text}?` : text,
    ),
  },
  'room-ids-raw-colon-cut': {
    summary: 'A room id in a path ends at an unencoded colon.',
    violates: ['CONV-17'],
    spoil: readPathAs(['roomId'], (text, { path }) =>
      /\/rooms\/[^/]*:/.test(path) ? (text.split(':')[0] ?? '') : text,
    ),
  },
};
