import type { JsonObject } from '../../domain/event.ts';
import { badJson, forbidden } from '../../errors.ts';
import type { Validate } from '../../parts.ts';
import { perRow, type Faults, type Spoil } from '../fault.ts';
import {
  before,
  changeRequest,
  changeStatus,
  changeValidation,
  onlyIn,
  onRefusal,
  readPathAs,
  succeedInstead,
} from '../vocabulary/index.ts';

const readMembership = (
  read: (body: JsonObject, right: Validate['membership']) => ReturnType<Validate['membership']>,
): Spoil =>
  changeValidation(({ membership }) => ({ membership: (body) => read(body, membership) }));

/** Another body is read than was sent. */
const readInstead = (change: (body: JsonObject, value: unknown) => JsonObject): Spoil =>
  readMembership((body, right) => right(change(body, body['membership'])));

/** How set_membership reads its body, and whom it changes. */
export const membershipValueFaults: Faults = {
  ...perRow(
    [
      ['invite', ['SMEM-15', 'SMEM-01', 'SMEM-21', 'MODEL-07']],
      ['join', ['SMEM-16', 'SMEM-21', 'MODEL-07']],
      ['leave', ['SMEM-17', 'SMEM-21', 'MODEL-07']],
      ['ban', ['SMEM-19', 'SMEM-21']],
    ],
    ([value, violates]) => ({
      [`membership-${value}-refused`]: {
        summary: `set_membership refuses the membership "${value}".`,
        violates,
        spoil: readMembership((body, right) => {
          if (body['membership'] === value) throw badJson('Bad membership value.');
          return right(body);
        }),
      },
    }),
  ),
  'set-membership-of-the-caller': {
    summary: 'set_membership changes the membership of the caller whoever is named.',
    violates: ['SMEM-07', 'SMEM-03', 'SMEM-13'],
    spoil: changeRequest('set_membership', (change, caller) => ({ ...change, userId: caller })),
  },
  'set-membership-of-bad-ids': {
    summary: 'set_membership accepts any text as user id.',
    violates: ['SMEM-07'],
    spoil: onlyIn(
      ['set_membership'],
      changeValidation(() => ({ userId: (text) => text })),
    ),
  },
  'set-membership-of-bad-ids-403': {
    summary: 'set_membership answers 403 for a malformed user id.',
    violates: ['SMEM-07'],
    spoil: before(['set_membership'], ({ params }) => {
      if (!/^@[^:]+:.+$/.test(params.userId)) throw forbidden('Nobody.');
    }),
  },
  'user-ids-read-raw': {
    summary: 'A user id in a path is not decoded.',
    violates: ['SMEM-07', 'CONV-17', 'GMEM-05'],
    spoil: readPathAs(
      ['userId'],
      (text, { path }) => /\/m\.room\.member\/([^/]*)$/.exec(path)?.[1] ?? text,
    ),
  },
  'no-membership-200': {
    summary: 'set_membership answers 200 for a body without membership and does nothing.',
    violates: ['SMEM-09', 'MODEL-06'],
    spoil: succeedInstead('set_membership', 'M_MISSING_PARAM'),
  },
  ...perRow(['leave', 'invite'], (membership) => ({
    [`no-membership-means-${membership}`]: {
      summary: `set_membership reads a body without membership as ${membership}.`,
      violates: ['SMEM-09'],
      spoil: readInstead((body) => ({ membership, ...body })),
    },
  })),
  'no-membership-403': {
    summary: 'set_membership answers 403 for a body without membership.',
    violates: ['SMEM-09'],
    spoil: changeStatus('set_membership', 'M_MISSING_PARAM', 403, 'M_FORBIDDEN'),
  },
  'bad-membership-200': {
    summary:
      'set_membership answers 200 for an unknown membership, wherever it is, and does nothing.',
    violates: ['SMEM-10', 'SMEM-06', 'MODEL-07'],
    spoil: onRefusal(['set_membership'], (error, { parts, request }) => {
      if (error.errcode !== 'M_BAD_JSON' || !request.body.toString().includes('membership'))
        throw error;
      return parts.answer.ok(parts.answer.nothing());
    }),
  },
  'bad-membership-403': {
    summary:
      'set_membership answers 403 for a body that is not an object and for an unknown membership.',
    violates: ['SMEM-06', 'SMEM-10'],
    spoil: changeStatus('set_membership', 'M_BAD_JSON', 403),
  },
  'bad-membership-500': {
    summary:
      'set_membership answers 500 for a body that is not an object and for an unknown membership.',
    violates: ['SMEM-06', 'SMEM-10'],
    spoil: changeStatus('set_membership', 'M_BAD_JSON', 500),
  },
  'bad-membership-invites': {
    summary: 'set_membership reads a membership that is not a string as invite.',
    violates: ['SMEM-10', 'MODEL-06'],
    spoil: readInstead((body, value) =>
      typeof value === 'string' || !('membership' in body) ? body : { membership: 'invite' },
    ),
  },
  'membership-in-any-case': {
    summary: 'set_membership reads a membership in capitals.',
    violates: ['SMEM-10', 'MODEL-07'],
    spoil: readInstead((body, value) => ({
      ...body,
      membership: typeof value === 'string' ? value.toLowerCase() : value,
    })),
  },
  'membership-in-a-list': {
    summary: 'set_membership reads a membership in a list.',
    violates: ['SMEM-10', 'MODEL-06'],
    spoil: readInstead((body, value) => ({
      ...body,
      membership: Array.isArray(value) ? value[0] : value,
    })),
  },
  'membership-unchecked': {
    summary: 'set_membership reads any unknown string as leave.',
    violates: ['SMEM-10', 'MODEL-07'],
    spoil: readInstead((body, value) =>
      typeof value === 'string' && !['invite', 'join', 'ban', 'knock'].includes(value)
        ? { membership: 'leave' }
        : body,
    ),
  },
  'null-membership-leaves': {
    summary: 'set_membership reads the membership null as leave.',
    violates: ['SMEM-10', 'MODEL-06'],
    spoil: readInstead((body, value) => (value === null ? { membership: 'leave' } : body)),
  },
  ...perRow(['join', 'leave'], (membership) => ({
    [`further-keys-of-${membership}-dropped`]: {
      summary: `set_membership does not store any key but membership with ${membership}.`,
      violates: ['SMEM-22'],
      spoil: changeRequest('set_membership', (change) =>
        change.requested === membership ? { ...change, content: {} } : change,
      ),
    },
  })),
  'further-member-keys-dropped': {
    summary: 'set_membership does not store any key but membership.',
    violates: ['SMEM-22'],
    spoil: changeRequest('set_membership', (change) => ({ ...change, content: {} })),
  },
};
