import type { Nickname, RequirementId } from '../../document/ids.ts';
import type { Profile } from '../../document/profile.ts';
import type { Happened, Span } from './happened.ts';
import type { Room } from './room.ts';

/** A request about a room, with what is known of it. */
export interface InRoom {
  readonly happened: Happened;
  readonly nickname: Nickname;
  readonly room: Room;
  readonly actor: string;
  readonly span: Span;
  readonly profile: Profile;
}

/** What a room says about a request. */
export interface Ruling {
  readonly owes: 'allowed' | 'refused';
  readonly requirement: RequirementId;
  /** Whom a refusal with a wrong status is attributed to. */
  readonly statusRequirement: RequirementId;
  /** Why, as the end of a sentence. */
  readonly because: string;
  /** The exchanges that show why. */
  readonly shownBy: readonly number[];
}
