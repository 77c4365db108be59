import type { EndedExchange } from '../../proxy/judged-proxy.ts';
import { count, some } from '../../reports/plain.ts';

/** Counts what passed and was not judged, or did not pass. */
export interface Tally {
  readonly add: (ended: EndedExchange) => void;
  readonly requests: () => number;
  /** Whether there were requests, and the target could not be reached by any of them. */
  readonly isUnreachable: () => boolean;
  /** One sentence for each thing that was not judged. */
  readonly notes: () => readonly string[];
}

/** Trouble between the proxy and the target, before there is a connection. */
const apart: ReadonlySet<string> = new Set([
  'refused',
  'unknown-host',
  'no-route',
  'no-connection',
  'untrusted-certificate',
  'certificate-date',
  'certificate-host',
  'not-tls',
  'tls-failed',
  'local',
]);

/** @param tell told of each kind of thing that is not judged, once */
export function createTally(tell: (sentence: string) => void): Tally {
  const unjudged = new Map<string, number>();
  const troubles = new Map<string, number>();
  let [requests, reached, companions, cut, abandoned] = [0, 0, 0, 0, 0];
  return {
    add({ passing: { trouble, ending }, verdict }) {
      requests += 1;
      if (trouble === null || trouble.kind === 'violation') reached += 1;
      else add(troubles, trouble.kind);
      if (ending === 'cut by target') cut += 1;
      if (ending === 'abandoned') abandoned += 1;
      if (verdict?.matched.kind === 'other') companions += 1;
      const why = verdict?.unjudged ?? null;
      if (why === null) return;
      if (!unjudged.has(why)) tell(`not judged, but passed: ${why}; this is told once`);
      add(unjudged, why);
    },
    requests: () => requests,
    isUnreachable: () =>
      requests > 0 && reached === 0 && [...troubles.keys()].some((kind) => apart.has(kind)),
    notes: () => [
      ...(companions === 0
        ? []
        : [
            `${count(companions, 'request')} ${companions === 1 ? 'is' : 'are'} not of this API, such as a login or a sync`,
          ]),
      ...[...unjudged].map(([why, times]) => `${count(times, 'exchange')} not judged: ${why}`),
      ...(troubles.size === 0
        ? []
        : [
            `${count(sum(troubles), 'request')} answered by the proxy in place of the target: ${some(
              [...troubles].map(([kind, times]) => `${kind} (${times})`),
              10,
            )}`,
          ]),
      ...(cut === 0
        ? []
        : [
            `${count(cut, 'answer')} ended before ${cut === 1 ? 'it was' : 'they were'} whole, by the target`,
          ]),
      ...(abandoned === 0
        ? []
        : [
            `${count(abandoned, 'request')} given up by the client before ${abandoned === 1 ? 'it was' : 'they were'} answered`,
          ]),
    ],
  };
}

const add = (counts: Map<string, number>, key: string): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((all, one) => all + one, 0);
