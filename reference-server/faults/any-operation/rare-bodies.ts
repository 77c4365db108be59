import type { JsonObject } from '../../domain/event.ts';
import { missing } from '../../errors.ts';
import type { Context, OperationName } from '../../parts.ts';
import { perRow, type Faults, type Spoil } from '../fault.ts';
import {
  before,
  changeParams,
  changeValidation,
  kebab,
  onlyIn,
  perRequest,
  readBodyAs,
  storeAs,
  wrapOperation,
} from '../vocabulary/index.ts';

const bodyOf = ({ parts, request }: Context): JsonObject =>
  parts.validate.optionalObject(request.body);

/** An operation about its caller is done as if the user whom the body names had asked. */
const asTheUserInTheBody = (name: OperationName): Spoil =>
  wrapOperation([name], (perform) => (context) => {
    const { user_id: named } = bodyOf(context);
    const { caller } = context;
    return perform(
      typeof named === 'string' ? { ...context, caller: { ...caller, userId: named } } : context,
    );
  });

/** Invite and ban make the change that their body names, if it names one. */
const asTheMembershipInTheBody = (name: 'invite' | 'ban'): Spoil =>
  wrapOperation([name], (perform) => async (context) => {
    const answer = await perform(context);
    const { membership, user_id: userId } = bodyOf(context);
    const room = context.parts.rooms.find(context.world, context.params.roomId);
    if (typeof membership === 'string' && typeof userId === 'string' && room !== undefined)
      context.parts.rooms.append(context, room, {
        type: 'm.room.member',
        sender: context.caller.userId,
        content: { membership },
        stateKey: userId,
      });
    return answer;
  });

const isNothing = /^\s*(?:""|0|false)\s*$/;

/** A body that is false, 0 or an empty string is read as an object without keys. */
const readNothingAsObject = (name: OperationName): Spoil =>
  readBodyAs(name, (body, right) => (isNothing.test(body.toString('utf8')) ? {} : right(body)));

/** The user_id of an operation may lack its @, which is put there. */
const addSigil = (name: 'invite' | 'ban'): Spoil =>
  onlyIn(
    [name],
    changeValidation(({ target }) => ({
      target: (body) => {
        const { user_id: userId } = body;
        return typeof userId === 'string' && /^[^@#].*:/.test(userId)
          ? target({ ...body, user_id: `@${userId}` })
          : target(body);
      },
    })),
  );

/** As a PUT, an operation completes a user_id that is a localpart. */
const completeByPut = (name: 'invite' | 'ban'): Spoil =>
  perRequest(name, ({ params: { txnId }, world: { domain } }) =>
    changeValidation(({ target }) => ({
      target: (body) => {
        const { user_id: userId } = body;
        return txnId !== '' && typeof userId === 'string' && /^[^@#:]+$/.test(userId)
          ? target({ ...body, user_id: `@${userId}:${domain}` })
          : target(body);
      },
    })),
  );

/** What is written in a body or a path and read by nobody, or by the wrong operation. */
export const rareBodyFaults: Faults = {
  'join-is-for-the-user-in-its-body': {
    summary: 'A join whose body has a user_id joins that user.',
    violates: ['JOIN-03', 'SMEM-13'],
    spoil: asTheUserInTheBody('join_room'),
  },
  'leave-is-for-the-user-in-its-body': {
    summary: 'A leave whose body has a user_id makes that user leave.',
    violates: ['LEAVE-03', 'SMEM-20'],
    spoil: asTheUserInTheBody('leave'),
  },
  'invite-does-what-its-body-says': {
    summary: 'An invite whose body has a membership gives the user that one.',
    violates: ['INV-03'],
    spoil: asTheMembershipInTheBody('invite'),
  },
  'ban-does-what-its-body-says': {
    summary: 'A ban whose body has a membership gives the user that one.',
    violates: ['BAN-03'],
    spoil: asTheMembershipInTheBody('ban'),
  },
  ...perRow(
    [
      { name: 'create_room', requirement: 'CREATE-11' },
      { name: 'send_non_state_event', requirement: 'SEND-11' },
      { name: 'send_state_event', requirement: 'STATE-11' },
    ] as const,
    ({ name, requirement }) => ({
      [`${kebab(name)}-takes-false-for-an-object`]: {
        summary: `${name} reads a body that is false, 0 or an empty string as an object without keys.`,
        violates: [requirement],
        spoil: readNothingAsObject(name),
      },
    }),
  ),
  ...perRow(
    [
      { name: 'invite', requirement: 'INV-09' },
      { name: 'ban', requirement: 'BAN-10' },
    ] as const,
    ({ name, requirement }) => ({
      [`${name}-adds-the-sigil`]: {
        summary: `The user_id of ${name} may lack its @.`,
        violates: [requirement],
        spoil: addSigil(name),
      },
      [`put-of-${name}-completes-the-user-id`]: {
        summary: `As a PUT, ${name} takes a localpart for a user_id.`,
        violates: [requirement],
        spoil: completeByPut(name),
      },
    }),
  ),
  'set-membership-adds-the-domain': {
    summary: 'The user id in the path of set_membership may lack its domain.',
    violates: ['SMEM-07'],
    spoil: changeParams(['set_membership'], ({ params: { userId }, world }) =>
      /^@[^:]+$/.test(userId) ? { userId: `${userId}:${world.domain}` } : {},
    ),
  },
  'types-like-a-message-need-a-msgtype': {
    summary: 'An event whose type begins with m.room.message. is refused without a msgtype.',
    violates: ['SEND-10'],
    spoil: before(['send_non_state_event'], (context) => {
      const isLike = context.params.eventType.startsWith('m.room.message.');
      if (isLike && bodyOf(context)['msgtype'] === undefined) throw missing('No msgtype key.');
    }),
  },
  'sender-is-taken-from-the-content': {
    summary: 'An event whose content has a user_id is listed as sent by that user.',
    violates: ['CONV-19'],
    spoil: storeAs(
      ['send_non_state_event', 'send_message', 'send_feedback', 'send_state_event', 'set_topic'],
      ({ content: { user_id: named }, sender }) => ({
        sender: typeof named === 'string' ? named : sender,
      }),
    ),
  },
};
