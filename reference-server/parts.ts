import type * as accounts from './accounts.ts';
import type { CompanionOperation } from './companions/names.ts';
import type * as aliases from './domain/aliases.ts';
import type * as content from './domain/content.ts';
import type { Draft, JsonObject, RoomEvent } from './domain/event.ts';
import type * as identifiers from './domain/identifiers.ts';
import type * as json from './domain/json.ts';
import type * as membership from './domain/membership.ts';
import type * as pagination from './domain/pagination.ts';
import type * as power from './domain/power.ts';
import type { Presences } from './stream/presence.ts';
import type { Profile } from './companions/profile.ts';
import type { PushRules } from './companions/rule-sets.ts';
import type * as query from './domain/query.ts';
import type { Receipts } from './stream/receipts.ts';
import type * as requests from './domain/requests.ts';
import type * as rooms from './domain/room.ts';
import type { Stream } from './stream/stream.ts';
import type * as transactions from './domain/transactions.ts';
import type { Typing } from './stream/typing.ts';
import type { OnGone } from './stream/waiting.ts';
import type { ApiError } from './errors.ts';
import type { Bytes, Head, OutgoingResponse, RequestHeaders } from './node-types.ts';

/** The eighteen operations of the declaration, by their nicknames. */
export type Nickname =
  | 'send_non_state_event'
  | 'send_state_event'
  | 'send_message'
  | 'set_topic'
  | 'get_topic'
  | 'send_feedback'
  | 'invite'
  | 'join_room'
  | 'leave'
  | 'ban'
  | 'set_membership'
  | 'get_membership'
  | 'join'
  | 'create_room'
  | 'get_messages'
  | 'get_members'
  | 'get_state_events'
  | 'get_room_sync_data';

export type OperationName = Nickname | CompanionOperation;

/** The parameters of a path, decoded once; those the path does not have are empty. */
export type PathName =
  | 'roomId'
  | 'eventType'
  | 'stateKey'
  | 'userId'
  | 'roomAliasOrId'
  | 'alias'
  | 'eventId'
  | 'receiptType'
  | 'ruleKind'
  | 'ruleId'
  | 'txnId';

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** A find-my-way path below the origin, its parameters called by their PathName. */
  readonly path: string;
  readonly operation: OperationName;
  /** Whether the path can be used without a token. */
  readonly access: 'token' | 'open';
};

/** A request, read from the socket in full. */
export type Request = {
  readonly method: string;
  /** As sent: still percent-encoded, without the query. */
  readonly path: string;
  readonly query: query.Query;
  readonly headers: RequestHeaders;
  readonly body: Bytes;
  /** Calls back when the client has gone away; left out where that cannot be known. */
  readonly onGone?: OnGone | undefined;
};

export type Answer = {
  readonly status: number;
  readonly body: unknown;
  /** The methods of the path, which are told in the header Allow. */
  readonly allowed?: readonly string[] | undefined;
};

/** An answer as it will cross the wire. A content-length given here is sent as it is. */
export type WireAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
};

/** Answers a request that was read in full, from a socket or from a caller. */
export type Answerer = (head: Head, body: Bytes, onGone?: OnGone) => Promise<WireAnswer>;

/** Everything the server remembers. */
export type World = {
  readonly domain: string;
  readonly accounts: accounts.Accounts;
  readonly rooms: Map<string, rooms.Room>;
  readonly aliases: aliases.Aliases;
  readonly transactions: transactions.Transactions<Answer>;
  /** Everything that happened, in order, and who waits for more. */
  readonly stream: Stream;
  readonly typing: Typing;
  readonly receipts: Receipts;
  readonly presences: Presences;
  readonly profiles: Map<string, Profile>;
  /** The push rules that each user added. */
  readonly pushRules: Map<string, PushRules>;
};

/** Everything that an operation may use. */
export type Context = {
  readonly parts: Parts;
  readonly world: World;
  readonly request: Request;
  readonly params: Readonly<Record<PathName, string>>;
  readonly caller: accounts.Caller;
};

export type Operation = (context: Context) => Answer | Promise<Answer>;

type Awaitable<T> = T | Promise<T>;

/** A request to change a membership; `content` is what the member event will hold beside it. */
export type MembershipChange = {
  readonly roomId: string;
  readonly userId: string;
  readonly requested: membership.MembershipRequest;
  readonly content: JsonObject;
};

/** Reading and checking what a client sent: every 400 is thrown here. */
export type Validate = {
  readonly object: typeof json.readObject;
  readonly optionalObject: typeof json.readOptionalObject;
  readonly eventType: typeof content.checkEventType;
  readonly message: typeof content.checkMessage;
  readonly feedback: typeof content.checkFeedback;
  readonly topic: typeof content.checkTopic;
  readonly state: typeof content.checkState;
  readonly membership: typeof requests.readMembership;
  readonly target: typeof requests.readTarget;
  readonly userId: typeof requests.readUserId;
  readonly reason: typeof requests.readReason;
  readonly roomConfig: typeof requests.readRoomConfig;
  readonly roomReference: typeof requests.readRoomReference;
  readonly limit: typeof query.readLimit;
  readonly pageQuery: typeof query.readPageQuery;
};

/** Permission checks: each returns the room, or throws 403. */
export type Permissions = {
  readonly read: (context: Context, roomId: string) => rooms.Room;
  readonly send: (context: Context, roomId: string, type: string) => rooms.Room;
  readonly setState: (context: Context, roomId: string, type: string) => rooms.Room;
  readonly changeMembership: (context: Context, change: MembershipChange) => rooms.Room;
};

/** Actions check and append in one step: in the reference server nothing waits in between. */
export type Actions = {
  readonly send: (
    context: Context,
    roomId: string,
    type: string,
    content: JsonObject,
  ) => Awaitable<RoomEvent>;
  readonly setState: (
    context: Context,
    roomId: string,
    type: string,
    stateKey: string,
    content: JsonObject,
  ) => Awaitable<RoomEvent>;
  readonly changeMembership: (context: Context, change: MembershipChange) => Awaitable<RoomEvent>;
  readonly createRoom: (context: Context, config: requests.RoomConfig) => Awaitable<rooms.Room>;
};

/** What an answer looks like. */
export type Answers = {
  readonly ok: (body: unknown) => Answer;
  readonly error: (error: ApiError) => Answer;
  /** The body of a void success (CONV-14). */
  readonly nothing: () => unknown;
  readonly eventId: (event: RoomEvent) => JsonObject;
  readonly roomInfo: (roomId: string, alias: string | undefined) => JsonObject;
  /** The content of one piece of state. */
  readonly content: (event: RoomEvent) => JsonObject;
  readonly event: (event: RoomEvent) => JsonObject;
  readonly member: (event: RoomEvent) => JsonObject;
  readonly chunk: (items: readonly JsonObject[], page: pagination.Page) => JsonObject;
  readonly sync: (
    room: rooms.Room,
    membership: string,
    messages: JsonObject,
    state: readonly JsonObject[],
  ) => JsonObject;
};

/**
 * The parts that a server is made of. The reference server is `referenceParts`; a fault or a variant replaces some of
 * them, so that nothing else in this folder needs to know of faults.
 */
export type Parts = {
  readonly routes: readonly Route[];
  readonly clock: () => number;
  readonly ids: {
    readonly room: typeof identifiers.newRoomId;
    readonly event: typeof identifiers.newEventId;
    /** Text nobody can guess, of which ids and sessions are made. */
    readonly opaque: typeof identifiers.opaque;
  };
  readonly accounts: {
    readonly register: typeof accounts.register;
    readonly login: typeof accounts.login;
    readonly issueToken: typeof accounts.issueToken;
  };
  /** Finds the user of a token; throws 401. */
  readonly authenticate: (accounts: accounts.Accounts, request: Request) => accounts.Caller;
  readonly validate: Validate;
  /** The decision table of memberships. */
  readonly membership: typeof membership.decideMembership;
  readonly power: {
    readonly founding: typeof power.foundingLevels;
    readonly levels: typeof power.levelsOf;
    readonly of: typeof power.powerOf;
    readonly toSend: typeof power.powerToSend;
    readonly toSetState: typeof power.powerToSetState;
  };
  readonly permissions: Permissions;
  readonly rooms: {
    readonly open: (world: World, id: string) => rooms.Room;
    readonly find: (world: World, id: string) => rooms.Room | undefined;
    /** Makes an event of a draft and appends it. */
    readonly append: (context: Context, room: rooms.Room, draft: Draft) => RoomEvent;
    /** The first events of a room. */
    readonly founding: (context: Context, config: requests.RoomConfig) => readonly Draft[];
  };
  /** How memberships and state are read from a room. */
  readonly view: {
    readonly membership: typeof rooms.membershipOf;
    readonly joinRule: typeof rooms.joinRuleOf;
    readonly slot: typeof rooms.slot;
    readonly state: typeof rooms.currentState;
  };
  readonly tokens: pagination.Tokens;
  readonly page: {
    readonly messages: typeof pagination.pageOfMessages;
    readonly recent: typeof pagination.pageOfRecent;
    readonly members: typeof pagination.pageOfMembers;
  };
  readonly aliases: {
    readonly resolve: typeof aliases.resolveAlias;
    readonly claim: typeof aliases.claimAlias;
  };
  readonly transactions: {
    /** What makes two requests with a txnId the same. */
    readonly key: (context: Context, operation: OperationName) => string;
    readonly run: (
      store: World['transactions'],
      caller: accounts.Caller,
      key: string,
      perform: () => Promise<Answer>,
    ) => Promise<Answer>;
  };
  readonly actions: Actions;
  readonly answer: Answers;
  readonly operations: Readonly<Record<OperationName, Operation>>;
  /** Answer → bytes and headers. */
  readonly wire: (answer: Answer) => WireAnswer;
  /** Changes an answer before it is sent; the operation is undefined if the request met none. */
  readonly onAnswer: (
    operation: OperationName | undefined,
    request: Request,
    answer: WireAnswer,
  ) => Awaitable<WireAnswer>;
  /** Writes an answer to the socket. */
  readonly sendResponse: (response: OutgoingResponse, answer: WireAnswer) => void;
};
