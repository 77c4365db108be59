import type { Action } from '../../mock/rules/document.ts';

/** How long a client that is limited shall wait, in milliseconds. */
export const retryAfter = 40;

/** What happens to the answer of one request. */
interface Trouble {
  readonly action: Action;
  /** In words that follow "the answer to its first request". */
  readonly words: string;
  /** Whether the client learns nothing of what really became of its request. */
  readonly spoils: boolean;
}

/** What can happen to an answer on its way, by the names that steps have for it. */
export const troubles = {
  none: { action: 'passThrough', words: 'comes as it should', spoils: false },
  late: { action: { delay: 25 }, words: 'is late', spoils: false },
  'lost-before': {
    action: 'closeBefore',
    words: 'does not come, and nothing was done',
    spoils: true,
  },
  'lost-after': {
    action: 'closeAfter',
    words: 'is lost after the request took effect',
    spoils: true,
  },
  reset: { action: 'reset', words: 'is a reset connection', spoils: true },
  cut: { action: { truncate: 7 }, words: 'ends after seven bytes', spoils: true },
  limited: {
    action: { rateLimit: { retryAfterMs: retryAfter } },
    words: `is a 429 that asks to wait ${retryAfter} ms`,
    spoils: true,
  },
  'server-error': {
    action: { error: { status: 500, errcode: 'M_UNKNOWN' } },
    words: 'is a 500',
    spoils: true,
  },
  gateway: {
    action: {
      respond: { status: 502, headers: { 'content-type': 'text/html' }, text: '<h1>Bad</h1>' },
    },
    words: 'is the page of a gateway, with 502',
    spoils: true,
  },
  'broken-json': { action: { malformed: 'json' }, words: 'is broken JSON', spoils: true },
} as const satisfies Readonly<Record<string, Trouble>>;

export type TroubleName = keyof typeof troubles;

/** Every name, the simplest first. */
export const troubleNames: readonly [TroubleName, ...TroubleName[]] = [
  'none',
  'late',
  'server-error',
  'gateway',
  'limited',
  'lost-before',
  'lost-after',
  'reset',
  'cut',
  'broken-json',
];

const places = ['first', 'second', 'third', 'fourth'] as const;

/** What happens to the answers of a step, as the end of a sentence; '' where nothing does. */
export function troubleWords(names: readonly TroubleName[]): string {
  const told = names.flatMap((name, i) =>
    name === 'none' ? [] : [`to its ${places[i] ?? 'next'} request ${troubles[name].words}`],
  );
  return told.length === 0 ? '' : `; the answer ${told.join(', that ')}`;
}
