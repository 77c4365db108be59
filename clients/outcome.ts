import type { ClientRequirementId } from '../harness/document/ids.ts';
import type { Captured, Outcome } from '../harness/run/outcome.ts';
import { exchangeOf } from '../mock/verdict/observe.ts';
import type { Played } from './stage/play.ts';

/** How many of the last exchanges of a scenario a report keeps. */
const mostExchanges = 30;

/** A scenario that was played, as reports tell it. */
export function outcomeOf(played: Played): Outcome<ClientRequirementId> {
  const { scenario, verdict, reason, mismatches, met, entries } = played;
  const exchanges = verdict === 'passed' ? [] : exchangesOf(played);
  const common = {
    case: scenario.id,
    title: scenario.title,
    operation: null,
    requirements: [
      ...new Set([...scenario.requires, ...met, ...mismatches.map((one) => one.requirement)]),
    ],
    asserted: met,
    notApplicable: {},
    readings: {},
    refusals: {},
    ms: 0,
    requests: entries.length,
    statuses: {},
    latency: {},
    slowest: null,
    waits: 0,
    retries: 0,
    gateways: 0,
    exchanges,
  };
  switch (verdict) {
    case 'passed':
      return { ...common, verdict };
    case 'skipped':
      return { ...common, verdict, reason: reason ?? '' };
    case 'broken':
      return { ...common, verdict, cause: reason ?? '', ours: false };
    case 'failed': {
      const step = exchanges.length === 0 ? null : exchanges.length - 1;
      const [first, ...more] = mismatches.map((one) => ({ ...one, step }));
      if (first === undefined) return { ...common, verdict: 'broken', cause: '', ours: true };
      return { ...common, verdict, mismatches: [first, ...more], stopped: null };
    }
  }
}

/** The last exchanges of a world, as reports show them. */
export function exchangesOf({
  entries,
  world,
}: Pick<Played, 'entries' | 'world'>): readonly Captured[] {
  const kept = entries.slice(-mostExchanges);
  const began = kept[0]?.at ?? 0;
  return kept.map((entry, step) => {
    const { user, at, room, ...rest } = exchangeOf(entry, world);
    return { ...rest, ...(room === null ? {} : { room }), step, actor: user, at: at - began };
  });
}
