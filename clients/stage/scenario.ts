import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { RuleDocument } from '../../mock/rules/document.ts';
import type { StateDocument } from '../../mock/state/index.ts';
import type { Alter } from '../../mock/worlds/alter.ts';
import type { Instruction } from '../driver/protocol.ts';
import type { Stage } from './stage.ts';

/** One thing that a client does right or wrong. */
export interface Scenario {
  /** Stable: `clients/…`, the address, the filter, and the key of reports. */
  readonly id: `clients/${string}`;
  /** One sentence about the client. */
  readonly title: string;
  /** The requirements that its own assertions are about; its requests are judged by the whole register. */
  readonly requires: readonly [ClientRequirementId, ...ClientRequirementId[]];
  /** Whether a client waits in it until it loses its patience. */
  readonly slow?: true;
  /** What the driver must support, or the scenario is skipped. */
  readonly needs: readonly Instruction[];
  /** How its world begins; the lobby of Alice and Bob if left out. */
  readonly state?: StateDocument;
  readonly rules?: readonly RuleDocument[];
  readonly variant?: string;
  /** Makes what alters the answers of its server, anew for each world. */
  readonly alter?: () => Alter;
  /** The same without what this one is about: where that fails too, this one says nothing. */
  readonly control?: Scenario['id'];
  /**
   * What a wrong request shows in this scenario, where it would be counted as something else.
   * @param path of the request, decoded
   */
  readonly counts?: (found: ClientRequirementId, path: string) => ClientRequirementId;
  /** Requirements that what the server does here keeps a client from meeting: they are not judged. */
  readonly excuses?: readonly ClientRequirementId[];
  readonly run: (stage: Stage) => Promise<void>;
}

/** Alice, who made the lobby, and Bob, who is in it. */
export const lobby = {
  users: { alice: { password: 'wonderland' }, bob: { password: 'builder' }, carol: {} },
  rooms: {
    lobby: { creator: 'alice', visibility: 'public', alias: 'lobby', members: { bob: 'join' } },
  },
} as const satisfies StateDocument;
