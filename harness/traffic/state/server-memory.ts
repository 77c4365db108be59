import type { Nickname, RequirementId } from '../../document/ids.ts';
import { BoundedMap } from '../memory/bounded.ts';
import { Aliases } from './aliases.ts';
import { Elsewhere } from './elsewhere.ts';
import { Lateness } from './lateness.ts';
import { Replays } from './replays.ts';
import { Rooms } from './rooms.ts';
import { Whose } from './whose.ts';

/** Everything that the traffic has shown of a server. */
export class ServerMemory {
  readonly rooms = new Rooms();
  readonly aliases = new Aliases();
  readonly whose = new Whose();
  readonly replays = new Replays();
  readonly lateness: Lateness;
  /** What rooms asked for and got. */
  readonly met = new Set<RequirementId>();
  /** Access tokens with which a request was carried out. */
  readonly accepted = new BoundedMap<true>(10_000);
  /** What was found violated so far. */
  readonly violated = new Set<RequirementId>();
  readonly elsewhere = new Elsewhere();
  /** Operations whose events were seen in some list. */
  readonly listed = new Set<Nickname>();
  /** Whether nobody but the clients of the traffic changed anything so far. */
  alone: boolean;
  /** Whether a room was made without an answer that names it. */
  lostRoom = false;

  /** @param patience milliseconds within which a read need not show what was accepted before it */
  constructor({ alone, patience }: { readonly alone: boolean; readonly patience: number }) {
    this.alone = alone;
    this.lateness = new Lateness(patience);
  }
}
