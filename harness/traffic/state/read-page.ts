import type { Nickname, RequirementId } from '../../document/ids.ts';
import type { Span } from './happened.ts';
import type { Room } from './room.ts';
import type { ShownPage } from './shown.ts';

/** A page that was read, and by whom. */
export interface ReadPage {
  readonly view: Nickname;
  readonly page: ShownPage;
  readonly room: Room;
  /** A name for the reader: the user, or else the token. */
  readonly reader: string;
  /** Null where it is not known. */
  readonly user: string | null;
  /** Whether the reader is known to be in the room, and to see all of it. */
  readonly seesAll: boolean;
  readonly ticket: number;
  readonly span: Span;
  /** Milliseconds within which an event need not be listed. */
  readonly patience: number;
  /** What was seen to be met, and what was found violated. */
  readonly met: ReadonlySet<RequirementId>;
  readonly violated: ReadonlySet<RequirementId>;
  /** Operations whose events were seen in some list. */
  readonly listed: Set<Nickname>;
}
