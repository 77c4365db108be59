import { count, some } from '../plain.ts';
import type { UngatedReport } from '../report.ts';

type Place = keyof NonNullable<UngatedReport['outcomes'][number]['limits']>;

/** The settings of Synapse that limit an operation; those of send and membership operations differ from version to version. */
const settings: Readonly<Partial<Record<Place, readonly string[]>>> = {
  create_room: ['rc_room_creation', 'rc_message'],
  invite: ['rc_invites', 'rc_message'],
  join: ['rc_joins', 'rc_joins_per_room'],
  join_room: ['rc_joins', 'rc_joins_per_room'],
  set_membership: ['rc_invites', 'rc_joins', 'rc_message'],
  other: ['rc_joins', 'rc_message'],
};

/** If rate limits stopped cases: which operations were limited, how often and for how long, and how to lift that. */
export function rateLimitsOf({ outcomes }: Pick<UngatedReport, 'outcomes'>): readonly string[] {
  const stopped = outcomes.filter(isStopped).length;
  if (stopped === 0) return [];
  const met = new Map<Place, { answers: number; longest: number }>();
  for (const { limits } of outcomes) {
    for (const [place, limit] of entriesOf(limits)) {
      const known = met.get(place) ?? { answers: 0, longest: 0 };
      met.set(place, {
        answers: known.answers + limit.answers,
        longest: Math.max(known.longest, limit.longest),
      });
    }
  }
  const often = [...met].toSorted(([, a], [, b]) => b.answers - a.answers);
  const words = often.map(
    ([place, { answers, longest }]) =>
      `${place === 'other' ? 'other requests' : place} ${answers} times for up to ${Math.ceil(longest / 1000)} s`,
  );
  const lift = new Set(often.flatMap(([place]) => settings[place] ?? ['rc_message']));
  return [
    `rate limits (429) stopped ${count(stopped, 'case')}: ${some(words, 3)}`,
    `lift the rate limits for this run (Synapse: ${[...lift].join(', ')}; Dendrite: client_api.rate_limiting), or use --patience or --accounts`,
  ];
}

/** A case may wait for rate limits, and then break for another reason. */
const isStopped = (outcome: UngatedReport['outcomes'][number]): boolean =>
  outcome.verdict === 'broken' &&
  outcome.limits !== undefined &&
  /\brate limits? \(429\)/.test(outcome.cause);

function entriesOf(
  limits: UngatedReport['outcomes'][number]['limits'],
): readonly (readonly [Place, { readonly answers: number; readonly longest: number }])[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.entries forgets the type of the keys
  return Object.entries(limits ?? {}) as [Place, { answers: number; longest: number }][];
}
