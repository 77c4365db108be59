import { defineDocument } from '../documents/index.ts';
import { readSchema } from '../schemas/read-schema.ts';

/** The users and rooms that a server has when a test begins, as state.schema.json describes them. */
export interface StateDocument {
  readonly $schema?: string;
  readonly users?: Readonly<Record<string, UserState | null>>;
  readonly rooms?: Readonly<Record<string, RoomState>>;
}

export interface UserState {
  readonly id?: string;
  readonly password?: string;
  readonly token?: string;
  readonly tokens?: readonly string[];
  readonly displayname?: string;
  readonly avatar_url?: string;
}

export interface RoomState {
  readonly id?: string;
  readonly creator?: string;
  readonly visibility?: 'public' | 'private';
  readonly alias?: string;
  readonly aliases?: readonly string[];
  readonly name?: string;
  readonly topic?: string;
  readonly members?: Readonly<Record<string, MembershipState | MemberState>>;
  readonly power_levels?: PowerLevelsState;
  readonly state?: readonly StateEventState[];
  readonly messages?: readonly MessageState[];
}

export type MembershipState = 'join' | 'invite' | 'leave' | 'ban';

export interface MemberState {
  readonly membership: MembershipState;
  readonly by?: string;
  readonly joined?: boolean;
  readonly content?: Content;
}

export interface PowerLevelsState {
  readonly users?: Readonly<Record<string, number>>;
  readonly users_default?: number;
  readonly events?: Readonly<Record<string, number>>;
  readonly events_default?: number;
  readonly state_default?: number;
  readonly invite?: number;
  readonly kick?: number;
  readonly ban?: number;
  readonly redact?: number;
}

export interface StateEventState extends MomentState {
  readonly type: string;
  readonly key?: string;
  readonly content: Content;
  readonly from?: string;
  readonly id?: string;
}

export interface MessageState extends MomentState {
  readonly from: string;
  readonly body?: string;
  readonly msgtype?: string;
  readonly count?: number;
  readonly type?: string;
  readonly content?: Content;
  readonly redacts?: string;
  readonly id?: string;
}

/** When something was sent. */
export interface MomentState {
  readonly at?: number | string;
  readonly age?: number | string;
}

type Content = Readonly<Record<string, unknown>>;

/** State documents, for readDocument and checkDocument. */
export const stateDocument = defineDocument<StateDocument>(
  'the state document',
  readSchema('state'),
);
