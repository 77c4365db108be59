import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { JsonObject } from '../../harness/document/json.ts';
import type { World } from '../../mock/worlds/world.ts';
import type { MockWorld } from '../../mock/face/world-face.ts';
import type { DriverReply, Instruction } from '../driver/protocol.ts';

/** Everything that a scenario may touch. */
export interface Stage {
  /** The world of the scenario: rules and journal. */
  readonly world: MockWorld;
  /** What is so at the server. */
  readonly server: ServerView;
  /** The id of the lobby. */
  readonly lobby: string;
  /** Another origin, which nothing of the client should reach. */
  readonly elsewhere: Elsewhere;
  /** Lets the client do something as a user of the state document. */
  readonly act: (user: string, instruction: Instruction, args?: JsonObject) => Promise<DriverReply>;
  /** The same, as a control: if it fails, the scenario is broken, for the client cannot do it at all. */
  readonly need: (user: string, instruction: Instruction, args?: JsonObject) => Promise<JsonObject>;
  readonly must: Must;
}

/** Another origin. */
export interface Elsewhere {
  readonly url: string;
  /** How many requests came there that carried the access token of a user, wherever in the request. */
  readonly requestsWithToken: (user: string) => number;
}

/** What the server has, whatever the client believes. */
export interface ServerView {
  /** The texts of the messages of a room, oldest first. */
  readonly history: (roomId: string) => readonly string[];
  /** Memberships by user id. */
  readonly members: (roomId: string) => Readonly<Record<string, string>>;
  readonly topic: (roomId: string) => string | null;
}

/** The assertions of scenarios. Each is about one requirement; the first that does not hold ends the scenario. */
export interface Must {
  /** The client succeeded. @returns what it said */
  readonly succeed: (
    requirement: ClientRequirementId,
    reply: DriverReply,
    what: string,
  ) => JsonObject;
  /** The client reports an error, with this status and errcode. */
  readonly report: (
    requirement: ClientRequirementId,
    reply: DriverReply,
    expected: { readonly status: number; readonly errcode: string },
  ) => void;
  /** The client answered: with a success or an error, but it did not crash and did not hang. */
  readonly survive: (requirement: ClientRequirementId, reply: DriverReply, what: string) => void;
  /** Two values are equal, as JSON. */
  readonly equal: (
    requirement: ClientRequirementId,
    what: string,
    received: unknown,
    expected: unknown,
  ) => void;
}

/** A requirement is not met. */
export class ClientUnmet extends Error {
  readonly requirement: ClientRequirementId;
  readonly what: string;
  readonly expected: string;
  readonly received: string;
  constructor(requirement: ClientRequirementId, what: string, expected: string, received: string) {
    super(`${what}: expected ${expected}, received ${received}`);
    this.requirement = requirement;
    this.what = what;
    this.expected = expected;
    this.received = received;
  }
}

/** The scenario cannot say anything about the client; the sentence says why. */
export class Unjudged extends Error {
  readonly kind: 'broken' | 'skipped';
  constructor(kind: 'broken' | 'skipped', why: string) {
    super(why);
    this.kind = kind;
  }
}

/** The view of a world's server. */
export const viewOf = (world: World): ServerView => {
  const eventsOf = (roomId: string) => world.home.world.rooms.get(roomId)?.events ?? [];
  const stateOf = (roomId: string, type: string) =>
    world.home.world.rooms.get(roomId)?.state.get(type);
  return {
    history: (roomId) =>
      eventsOf(roomId)
        .filter(({ type }) => type === 'm.room.message')
        .map(({ content }) => String(content['body'])),
    members: (roomId) =>
      Object.fromEntries(
        [...(stateOf(roomId, 'm.room.member') ?? [])].map(([userId, { content }]) => [
          userId,
          String(content['membership']),
        ]),
      ),
    topic: (roomId) => {
      const topic = stateOf(roomId, 'm.room.topic')?.get('')?.content['topic'];
      return typeof topic === 'string' ? topic : null;
    },
  };
};
