import { count } from '../plain.ts';
import type { ReportTraffic, ReportTransition } from '../report.ts';

/** What a server must do at a transition. */
export const owedWords: Readonly<Record<ReportTransition['owed'], string>> = {
  allowed: 'must be allowed',
  refused: 'must be refused',
  free: 'may be allowed or refused',
};

/** How many transitions the traffic asked for: `12 of 336 membership transitions seen`. */
export const transitionsLine = ({ transitions, allTransitions }: ReportTraffic): string =>
  `${transitions.length} of ${count(allTransitions, 'membership transition')} seen`;
