import type { Room } from '../domain/room.ts';
import { isObject } from '../domain/json.ts';
import { invalid } from '../errors.ts';
import { perRow, type Faults } from './fault.ts';
import {
  before,
  changeAnswers,
  changeMemberList,
  changesOf,
  changeWholeBody,
  hasMembership,
  listEventsIn,
  omit,
  onlyIn,
  perRequest,
  readTheLatestRoom,
} from './vocabulary/index.ts';

const otherWords: Readonly<Record<string, string>> = { join: 'active', leave: 'left' };

/** Whom GET members lists, and how. */
export const getMembersFaults: Faults = {
  'members-are-a-list': {
    summary: 'GET members answers its chunk without an object around it.',
    violates: ['MEMB-02', 'MODEL-21'],
    spoil: changeWholeBody(['get_members'], (body) => (isObject(body) ? body['chunk'] : body)),
  },
  'members-of-ids': {
    summary: 'GET members lists user ids instead of events.',
    violates: ['MODEL-21', 'MEMB-10', 'MEMB-02'],
    spoil: onlyIn(
      ['get_members'],
      changeAnswers(({ chunk }) => ({
        chunk: (items, page) => ({
          ...chunk(items, page),
          chunk: items.map((item) => item['state_key']),
        }),
      })),
    ),
  },
  ...perRow(
    [
      ['leavers', 'users who left', 'leave', 'LEAVE-03'],
      ['banned', 'banned users', 'ban', 'BAN-03'],
      ['invited', 'invited users', 'invite', 'INV-03'],
    ],
    ([id, whom, membership, requirement]) => ({
      [`members-without-${id}`]: {
        summary: `GET members leaves out ${whom}.`,
        violates: ['MEMB-04', requirement],
        spoil: changeMemberList((events) =>
          events.filter((event) => !hasMembership(membership)(event)),
        ),
      },
    }),
  ),
  'members-without-the-reader': {
    summary: 'GET members leaves out the caller.',
    violates: ['MEMB-04', 'CREATE-03'],
    spoil: perRequest('get_members', ({ caller }) =>
      changeMemberList((events) => events.filter(({ stateKey }) => stateKey !== caller.userId)),
    ),
  },
  'members-without-the-creator': {
    summary: 'GET members leaves out the creator when somebody else is in the room.',
    violates: ['MEMB-04'],
    spoil: changeMemberList((events, room) =>
      events.length > 1
        ? events.filter(({ stateKey }) => stateKey !== room.events[0]?.sender)
        : events,
    ),
  },
  'members-without-the-third': {
    summary: 'GET members lists no more than two users.',
    violates: ['MEMB-04'],
    spoil: changeMemberList((events) => events.slice(0, 2)),
  },
  'members-as-they-came': {
    summary: 'GET members lists every user with their first membership.',
    violates: ['MEMB-04'],
    spoil: changeMemberList((events, room) =>
      events.map((event) => changesOf(room, event.stateKey ?? '')[0] ?? event),
    ),
  },
  'members-are-all-joined': {
    summary: 'GET members lists every user as joined.',
    violates: ['MEMB-04'],
    spoil: changeMemberList((events) =>
      events.map((event) => ({ ...event, content: { membership: 'join' } })),
    ),
  },
  'members-listed-by-event': {
    summary: 'GET members lists every change of membership.',
    violates: ['MEMB-11', 'MEMB-04'],
    spoil: changeMemberList((_events, room) =>
      room.events.filter(({ type }) => type === 'm.room.member'),
    ),
  },
  'members-of-other-state': {
    summary:
      'GET members lists a user once more for each other piece of state whose key is the user id.',
    violates: ['MEMB-11'],
    spoil: changeMemberList((events, room) =>
      events.flatMap((event) => {
        const slots = [...room.state.values()].filter((keys) => keys.has(event.stateKey ?? ''));
        return slots.map(() => event);
      }),
    ),
  },
  'rejoined-listed-twice': {
    summary: 'GET members lists a user who joined again twice.',
    violates: ['MEMB-11', 'JOIN-10'],
    spoil: changeMemberList((events, room) =>
      events.flatMap((event) => {
        const joins = changesOf(room, event.stateKey ?? '').filter(hasMembership('join'));
        return joins.length > 1 ? [event, event] : [event];
      }),
    ),
  },
  'members-of-all-rooms': {
    summary: 'GET members lists the members of another room as well.',
    violates: ['MEMB-06', 'MEMB-04'],
    spoil: (right) => {
      const opened = new Map<string, Room>();
      return {
        rooms: {
          ...right.rooms,
          open: (world, id) => {
            const room = right.rooms.open(world, id);
            opened.set(id, room);
            return room;
          },
        },
        ...changeMemberList((events, room) => {
          const other = [...opened.values()].find(({ id }) => id !== room.id)?.events ?? [];
          return [...events, ...other.filter(({ type }) => type === 'm.room.member')];
        })(right),
      };
    },
  },
  'members-of-the-latest-room': {
    summary: 'GET members lists the members of the room that the caller made last.',
    violates: ['MEMB-06'],
    spoil: readTheLatestRoom('get_members'),
  },
  ...perRow(
    [
      ['from', 'MEMB-07'],
      ['to', 'MEMB-08'],
    ],
    ([name, requirement]) => ({
      [`members-refuses-${name}`]: {
        summary: `GET members answers 400 for the parameter ${name}.`,
        violates: [requirement],
        spoil: before(['get_members'], ({ request }) => {
          if (request.query.has(name)) throw invalid('Unknown parameter.');
        }),
      },
      [`members-${name}-500`]: {
        summary: `GET members answers 500 for the parameter ${name}.`,
        violates: [requirement],
        spoil: before(['get_members'], ({ request }) => {
          if (request.query.has(name)) throw new TypeError(name);
        }),
      },
    }),
  ),
  'members-without-content': {
    summary: 'GET members lists events without content.',
    violates: ['MEMB-10', 'MODEL-31', 'MODEL-21', 'MEMB-04'],
    spoil: listEventsIn('get_members', (shown) => omit(shown, 'content')),
  },
  'members-without-membership': {
    summary: 'GET members lists events whose content has no membership.',
    violates: ['MEMB-10', 'MODEL-31', 'MODEL-21', 'MEMB-04', 'MODEL-06'],
    spoil: listEventsIn('get_members', (shown) => ({ ...shown, content: { displayname: null } })),
  },
  'members-membership-outside': {
    summary: 'GET members lists events whose membership is beside the content, not in it.',
    violates: ['MEMB-10', 'MODEL-31', 'MODEL-21', 'MEMB-04', 'MODEL-06'],
    spoil: listEventsIn('get_members', (shown, { content }) => ({
      ...shown,
      membership: content['membership'],
      content: {},
    })),
  },
  'members-another-word': {
    summary: 'GET members lists the memberships "active" and "left".',
    violates: ['MEMB-10', 'MODEL-07', 'MEMB-04'],
    spoil: listEventsIn('get_members', (shown, { content: { membership } }) => ({
      ...shown,
      content: { membership: otherWords[String(membership)] ?? membership },
    })),
  },
};
