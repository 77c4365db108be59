import { outgoing } from '../spoil.ts';
import type { WrongClient } from '../changed-client.ts';

/** Clients that ask at wrong addresses, or for wrong pages. */
export const wrongAddresses: Readonly<Record<string, WrongClient>> = {
  'asks-below-another-path': {
    summary: 'It asks for the members of a room under /member.',
    violates: ['CLIENT-01'],
    change: outgoing((right) => ({ ...right, path: right.path.replace('/members', '/member') })),
  },
  'sets-topics-by-post': {
    summary: 'It sets topics by POST.',
    violates: ['CLIENT-01'],
    change: outgoing((right) =>
      right.method === 'PUT' && right.path.endsWith('/m.room.topic')
        ? { ...right, method: 'POST' }
        : right,
    ),
  },
  'encodes-twice': {
    summary: 'It encodes the values of a path twice.',
    violates: ['CLIENT-02'],
    change: () => ({ encode: (value) => encodeURIComponent(encodeURIComponent(value)) }),
  },
  'leaves-slashes': {
    summary: 'It leaves the slashes in the values of a path as they are.',
    violates: ['CLIENT-02'],
    change: ({ encode }) => ({ encode: (value) => value.split('/').map(encode).join('/') }),
  },
  'limit-in-words': {
    summary: 'It asks for pages of fifty events in words.',
    violates: ['CLIENT-08'],
    change: outgoing((right) => ({
      ...right,
      query: right.query.map(([name, value]) => [name, name === 'limit' ? 'fifty' : value]),
    })),
  },
  'limit-with-a-point': {
    summary: 'It asks for pages of fifty and a half events.',
    violates: ['CLIENT-08'],
    change: outgoing((right) => ({
      ...right,
      query: right.query.map(([name, value]) => [name, name === 'limit' ? '50.5' : value]),
    })),
  },
  'topics-have-a-path-of-their-own': {
    summary: 'It reads topics at /rooms/{roomId}/topic.',
    violates: ['CLIENT-01'],
    change: outgoing((right) =>
      right.method === 'GET'
        ? { ...right, path: right.path.replace(/\/state\/m\.room\.topic$/, '/topic') }
        : right,
    ),
  },
  'encodes-as-forms-do': {
    summary: 'It writes spaces in the values of a path as plus signs, and plus signs as they are.',
    violates: ['CLIENT-02'],
    change: ({ encode }) => ({
      encode: (value) => encode(value).replaceAll('%20', '+').replaceAll('%2B', '+'),
    }),
  },
  'leaves-number-signs': {
    summary: 'It leaves the number sign of an alias as it is.',
    violates: ['CLIENT-02'],
    change: ({ encode }) => ({ encode: (value) => encode(value).replaceAll('%23', '#') }),
  },
  'limit-is-empty': {
    summary: 'It leaves the limit of a page empty.',
    violates: ['CLIENT-08'],
    change: outgoing((right) => ({
      ...right,
      query: right.query.map(([name, value]) => [name, name === 'limit' ? '' : value]),
    })),
  },
};
