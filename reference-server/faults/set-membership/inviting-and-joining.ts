import { perRow, type Faults } from '../fault.ts';
import { allow, forbid, onlyIn, outside, refuseWith } from '../vocabulary/index.ts';

/** Who may invite whom, and who may join or make others join. */
export const inviteAndJoinFaults: Faults = {
  ...perRow(
    [
      ['invited', 'An invited user', 'invite'],
      ['left', 'A user who left', 'leave'],
      ['banned', 'A banned user', 'ban'],
      ['stranger', 'A stranger', 'none'],
    ],
    ([id, who, actor]) => ({
      [`${id}-invites`]: {
        summary: `${who} may invite others.`,
        violates: ['SMEM-11', 'INV-11'],
        spoil: allow({ self: false, requested: 'invite', actor, target: outside }),
      },
    }),
  ),
  ...perRow(
    [
      ['stranger', 'A stranger', 'none'],
      ['leaver', 'A user who left', 'leave'],
      ['banned', 'A banned user', 'ban'],
    ],
    ([id, who, actor]) => ({
      [`${id}-invites-themselves`]: {
        summary: `${who} may invite themselves.`,
        violates: ['SMEM-11', 'INV-11'],
        spoil: allow({ self: true, requested: 'invite', actor }),
      },
    }),
  ),
  'kicked-invites-themselves': {
    summary: 'A user who was kicked may invite themselves.',
    violates: ['SMEM-11', 'INV-11'],
    spoil: allow({ self: true, requested: 'invite', actor: 'leave', byOther: true }),
  },
  'joined-invites-themselves': {
    summary: 'A member may invite themselves and is then not in the room any more.',
    violates: ['SMEM-12', 'INV-12'],
    spoil: allow({ self: true, requested: 'invite', actor: 'join' }),
  },
  ...perRow(
    [
      ['joined-becomes-invited', 'The creator may invite a member', { powerful: true }],
      [
        'joined-becomes-invited-by-member',
        'A member without power may invite another one',
        { powerful: false },
      ],
      [
        'creator-becomes-invited',
        'A member without power may invite the creator',
        { powerful: false, ofCreator: true },
      ],
    ],
    ([id, who, pattern]) => ({
      [id]: {
        summary: `${who}, who is then not in the room any more.`,
        violates: ['SMEM-12', 'INV-12'],
        spoil: allow({
          self: false,
          requested: 'invite',
          target: 'join',
          actor: 'join',
          ...pattern,
        }),
      },
    }),
  ),
  'stranger-invites-members': {
    summary: 'A user who is not in the room may invite its members.',
    violates: ['SMEM-11', 'INV-11', 'SMEM-12', 'INV-12'],
    spoil: allow({ self: false, requested: 'invite', target: 'join', actor: outside }),
  },
  'set-membership-invite-by-strangers': {
    summary: 'A stranger may invite by set_membership, but not by invite.',
    violates: ['SMEM-11', 'SMEM-21'],
    spoil: onlyIn(['set_membership'], allow({ requested: 'invite', actor: 'none', self: false })),
  },
  'invite-by-strangers': {
    summary: 'A stranger may invite by invite, but not by set_membership.',
    violates: ['SMEM-21', 'INV-11'],
    spoil: onlyIn(['invite'], allow({ requested: 'invite', actor: 'none', self: false })),
  },
  'inviting-from-outside-401': {
    summary: 'Inviting from outside a room is answered with 401.',
    violates: ['SMEM-11', 'INV-11'],
    spoil: refuseWith(401, 'M_FORBIDDEN', { requested: 'invite', actor: outside }),
  },
  ...perRow(
    [
      [400, 'M_BAD_STATE'],
      [409, 'M_CONFLICT'],
    ],
    ([status, errcode]) => ({
      [`inviting-a-member-${status}`]: {
        summary: `Inviting a member is answered with ${status}.`,
        violates: ['SMEM-12', 'INV-12'],
        spoil: refuseWith(status, errcode, { requested: 'invite', target: 'join', actor: 'join' }),
      },
    }),
  ),
  ...perRow(
    [
      ['invited', 'an invited user', 'invite'],
      ['left', 'a user who left', 'leave'],
      ['banned', 'a banned user', 'ban'],
      ['stranger', 'a stranger', 'none'],
    ],
    ([id, whom, target]) => ({
      [`creator-forces-${id}`]: {
        summary: `The creator may make ${whom} join.`,
        violates: ['SMEM-13'],
        spoil: allow({ self: false, requested: 'join', powerful: true, actor: 'join', target }),
      },
    }),
  ),
  'member-forces-anybody': {
    summary: 'A member without power may make others join.',
    violates: ['SMEM-13'],
    spoil: allow({
      self: false,
      requested: 'join',
      actor: 'join',
      powerful: false,
      target: outside,
    }),
  },
  'outsider-forces-anybody': {
    summary: 'A user who is not in a room may make others join it.',
    violates: ['SMEM-13'],
    spoil: allow({ self: false, requested: 'join', actor: outside, target: outside }),
  },
  'outsider-forces-into-public-room': {
    summary: 'Anybody may make others join a public room.',
    violates: ['SMEM-13'],
    spoil: allow({
      self: false,
      requested: 'join',
      room: 'public',
      target: ['none', 'invite', 'leave', 'join'],
    }),
  },
  'joined-can-be-joined': {
    summary: 'Making a member join is answered with 200.',
    violates: ['SMEM-13'],
    spoil: allow({ self: false, requested: 'join', target: 'join' }),
  },
  'forcing-a-join-400': {
    summary: 'Making others join is answered with 400.',
    violates: ['SMEM-13'],
    spoil: refuseWith(400, 'M_BAD_JSON', { requested: 'join', self: false }),
  },
  'private-room-open': {
    summary: 'A stranger may join a private room without an invite.',
    violates: ['SMEM-14', 'JOIN-08', 'CREATE-14', 'JID-10'],
    spoil: allow({ self: true, requested: 'join', room: 'private', target: 'none' }),
  },
  'kicked-rejoins-private-room': {
    summary: 'A user who was kicked from a private room may join it again without an invite.',
    violates: ['SMEM-14', 'JOIN-08'],
    spoil: allow({
      self: true,
      requested: 'join',
      room: 'private',
      target: 'leave',
      byOther: true,
    }),
  },
  'set-membership-join-uninvited': {
    summary: 'A stranger may join a private room by set_membership, but not by join_room.',
    violates: ['SMEM-14', 'SMEM-21'],
    spoil: onlyIn(['set_membership'], allow({ self: true, requested: 'join', target: 'none' })),
  },
  'uninvited-join-404': {
    summary: 'Joining a private room without an invite is answered with 404.',
    violates: ['SMEM-14', 'JOIN-08', 'JID-10'],
    spoil: refuseWith(404, 'M_NOT_FOUND', {
      requested: 'join',
      self: true,
      room: 'private',
      target: ['none', 'invite', 'leave', 'join'],
    }),
  },
  'set-membership-join-not-offered': {
    summary: 'Nobody can join by set_membership.',
    violates: ['SMEM-16', 'SMEM-21'],
    spoil: onlyIn(['set_membership'], forbid({ self: true, requested: 'join' })),
  },
  'invited-cannot-join-public-room': {
    summary: 'An invited user cannot join a public room.',
    violates: ['SMEM-16', 'SMEM-03', 'JOIN-01', 'JOIN-03', 'JOIN-09'],
    spoil: forbid({ self: true, requested: 'join', target: 'invite', room: 'public' }),
  },
};
