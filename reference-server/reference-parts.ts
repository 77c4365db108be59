import {
  authenticate,
  issueToken,
  login as checkPassword,
  register as makeAccount,
} from './accounts.ts';
import { foundingEvents, referenceActions } from './actions.ts';
import { jsonOnTheWire, referenceAnswers } from './answers.ts';
import { claimAlias, resolveAlias } from './domain/aliases.ts';
import * as content from './domain/content.ts';
import { newEventId, newRoomId, opaque } from './domain/identifiers.ts';
import { readObject, readOptionalObject } from './domain/json.ts';
import { decideMembership } from './domain/membership.ts';
import * as pagination from './domain/pagination.ts';
import * as power from './domain/power.ts';
import { readLimit, readPageQuery } from './domain/query.ts';
import * as requests from './domain/requests.ts';
import { currentState, joinRuleOf, membershipOf, openRoom, slot } from './domain/room.ts';
import { noteEvent } from './stream/stream.ts';
import { runOnce, transactionKey } from './domain/transactions.ts';
import { sendResponse } from './send-response.ts';
import { referenceOperations } from './operations.ts';
import type { Parts, Validate } from './parts.ts';
import { referencePermissions } from './permissions.ts';
import { referenceRoutes } from './routes.ts';

const validate: Validate = {
  object: readObject,
  optionalObject: readOptionalObject,
  eventType: content.checkEventType,
  message: content.checkMessage,
  feedback: content.checkFeedback,
  topic: content.checkTopic,
  state: content.checkState,
  membership: requests.readMembership,
  target: requests.readTarget,
  userId: requests.readUserId,
  reason: requests.readReason,
  roomConfig: requests.readRoomConfig,
  roomReference: requests.readRoomReference,
  limit: readLimit,
  pageQuery: readPageQuery,
};

const rooms: Parts['rooms'] = {
  open: (world, id) => {
    const room = openRoom(id, (index) => noteEvent(world.stream, room, index));
    world.rooms.set(id, room);
    return room;
  },
  find: (world, id) => world.rooms.get(id),
  append: ({ parts }, room, draft) => {
    const { type, sender, content: said, stateKey, redacts } = draft;
    const made = { eventId: parts.ids.event(), roomId: room.id, at: parts.clock() };
    const event = { type, sender, content: said, stateKey, redacts, ...made };
    room.append(event);
    return event;
  },
  founding: foundingEvents,
};

const transactions: Parts['transactions'] = {
  key: ({ params }, operation) => {
    const { roomId, eventType, roomAliasOrId, txnId } = params;
    return transactionKey(operation, [roomId, eventType, roomAliasOrId], txnId);
  },
  run: (store, caller, key, perform) => runOnce(store, caller.token, key, perform),
};

/** The reference server, which satisfies every requirement. */
export const referenceParts: Parts = {
  routes: referenceRoutes,
  clock: Date.now,
  ids: { room: newRoomId, event: newEventId, opaque },
  accounts: { register: makeAccount, login: checkPassword, issueToken },
  authenticate,
  validate,
  membership: decideMembership,
  power: {
    founding: power.foundingLevels,
    levels: power.levelsOf,
    of: power.powerOf,
    toSend: power.powerToSend,
    toSetState: power.powerToSetState,
  },
  permissions: referencePermissions,
  rooms,
  view: { membership: membershipOf, joinRule: joinRuleOf, slot, state: currentState },
  tokens: { write: pagination.writeToken, read: pagination.readToken },
  page: {
    messages: pagination.pageOfMessages,
    recent: pagination.pageOfRecent,
    members: pagination.pageOfMembers,
  },
  aliases: { resolve: resolveAlias, claim: claimAlias },
  transactions,
  actions: referenceActions,
  answer: referenceAnswers,
  operations: referenceOperations,
  wire: jsonOnTheWire,
  onAnswer: (_operation, _request, answer) => answer,
  sendResponse: sendResponse,
};
