import type { ClientRegister } from '../../harness/document/client-requirements.ts';
import type { Register } from '../../harness/document/requirements.ts';
import type { StatementId } from '../../harness/document/statements.ts';
import type { ObservedRequirement } from '../../harness/traffic/observations.ts';
import { foldedClients, observedCases, type ObservedCases } from '../client/observed.ts';
import type { FoldedRequirement } from '../fold.ts';
import type { ReportTraffic } from '../report.ts';

/** Traffic shows what a server does wrong. That a requirement is met everywhere takes a suite. */
const onlyViolations = 'traffic shows only where it is violated';

const notShown = 'nothing in the traffic shows whether it is met';

const noClients: ClientRegister = new Map();

const unseen: ObservedRequirement = { met: 0, violated: 0, violations: [] };

/**
 * Makes a case of each requirement of clients that requests can show, and of each requirement of servers that the traffic
 * violates.
 */
export function observedTraffic(
  requirements: ReadonlyMap<StatementId, ObservedRequirement>,
  side: ReportTraffic['side'],
  { register, clients }: { readonly register: Register; readonly clients: ClientRegister },
): ObservedCases {
  const [judged, answering] = [
    side === 'servers' ? noClients : clients,
    side === 'clients' ? [] : register.values(),
  ];
  const shown = new Map<StatementId, ObservedRequirement>(
    [...judged.values()]
      .filter(({ shownBy }) => shownBy !== 'driver')
      .map(({ id }) => [id, unseen]),
  );
  for (const [id, seen] of requirements) shown.set(id, seen);
  const servers = [...answering].map((one): [StatementId, FoldedRequirement] => [
    one.id,
    { ...one, unassertable: onlyViolations },
  ]);
  return observedCases(shown, new Map([...servers, ...foldedClients(judged)]), notShown);
}
