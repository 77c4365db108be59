import type { JsonObject } from '../domain/event.ts';
import { badJson, forbidden } from '../errors.ts';
import type { MembershipChange } from '../parts.ts';
import { changing } from './changing.ts';
import { convention, documented, implied, type Fault, type Spoil } from './fault.ts';
import { before, refusing, validating, within } from './spoiling.ts';

const membership = (
  read: (
    body: JsonObject,
    right: (body: JsonObject) => MembershipChange['requested'],
  ) => MembershipChange['requested'],
): Spoil => validating((right) => ({ membership: (body) => read(body, right.membership) }));

const values = (['invite', 'join', 'leave', 'ban'] as const).map((value) => {
  const make = value === 'ban' ? implied : documented;
  const rows = { invite: 'SMEM-15', join: 'SMEM-16', leave: 'SMEM-17', ban: 'SMEM-19' } as const;
  return make(
    `membership-${value}-refused`,
    `set_membership takes "${value}" for a bad value.`,
    value === 'invite'
      ? [rows[value], 'SMEM-01', 'SMEM-21', 'MODEL-07']
      : value === 'ban'
        ? [rows[value], 'SMEM-21']
        : [rows[value], 'SMEM-21', 'MODEL-07'],
    membership((body, right) => {
      if (body['membership'] === value) throw badJson('Bad membership value.');
      return right(body);
    }),
  );
});

/** What set_membership is asked for, and of whom. */
export const membershipValueFaults: readonly Fault[] = [
  ...values,
  documented(
    'set-membership-of-the-caller',
    'set_membership changes the membership of the caller.',
    ['SMEM-07', 'SMEM-03'],
    changing(['set_membership'], (change, caller) => ({ ...change, userId: caller })),
  ),
  documented(
    'set-membership-of-bad-ids',
    'set_membership takes any text for a user id.',
    ['SMEM-07'],
    within(
      ['set_membership'],
      validating(() => ({ userId: (text) => text })),
    ),
  ),
  documented(
    'set-membership-of-bad-ids-403',
    'A malformed user id is forbidden.',
    ['SMEM-07'],
    before(['set_membership'], ({ params }) => {
      if (!/^@[^:]+:.+$/.test(params.userId)) throw forbidden('Nobody.');
    }),
  ),
  documented(
    'no-membership-200',
    'A body without membership changes nothing and is answered 200.',
    ['SMEM-09', 'MODEL-06'],
    refusing(['set_membership'], (error, { parts }) => {
      if (error.errcode !== 'M_MISSING_PARAM') throw error;
      return parts.answer.ok(parts.answer.nothing());
    }),
  ),
  documented(
    'no-membership-means-leave',
    'A body without membership takes the user out of the room.',
    ['SMEM-09'],
    membership((body, right) => right({ membership: 'leave', ...body })),
  ),
  documented(
    'no-membership-means-invite',
    'A body without membership invites the user.',
    ['SMEM-09'],
    membership((body, right) => right({ membership: 'invite', ...body })),
  ),
  documented(
    'no-membership-403',
    'A body without membership is forbidden.',
    ['SMEM-09'],
    refusing(['set_membership'], (error) => {
      if (error.errcode !== 'M_MISSING_PARAM') throw error;
      throw forbidden('No membership.');
    }),
  ),
  documented(
    'bad-membership-200',
    'A bad membership value changes nothing and is answered 200.',
    ['SMEM-10', 'MODEL-07'],
    refusing(['set_membership'], (error, { parts, request }) => {
      if (error.errcode !== 'M_BAD_JSON' || !request.body.toString().includes('membership'))
        throw error;
      return parts.answer.ok(parts.answer.nothing());
    }),
  ),
  documented(
    'bad-membership-invites',
    'A membership value that is no string counts as an invite.',
    ['SMEM-10', 'MODEL-06'],
    membership((body, right) =>
      right(
        typeof body['membership'] === 'string' || !('membership' in body)
          ? body
          : { membership: 'invite' },
      ),
    ),
  ),
  documented(
    'membership-in-any-case',
    'JOIN is as good as join.',
    ['SMEM-10', 'MODEL-07'],
    membership((body, right) =>
      right({
        ...body,
        membership:
          typeof body['membership'] === 'string'
            ? body['membership'].toLowerCase()
            : body['membership'],
      }),
    ),
  ),
  documented(
    'membership-in-a-list',
    'A list of one membership is a membership.',
    ['SMEM-10', 'MODEL-06'],
    membership((body, right) =>
      right({
        ...body,
        membership: Array.isArray(body['membership']) ? body['membership'][0] : body['membership'],
      }),
    ),
  ),
  documented(
    'membership-unchecked',
    'Any membership that is a string counts as leave.',
    ['SMEM-10', 'MODEL-07'],
    membership((body, right) =>
      right(
        typeof body['membership'] === 'string' &&
          !['invite', 'join', 'ban', 'knock'].includes(body['membership'])
          ? { membership: 'leave' }
          : body,
      ),
    ),
  ),
  documented(
    'null-membership-leaves',
    'The membership null counts as leave.',
    ['SMEM-10', 'MODEL-06'],
    membership((body, right) =>
      right(body['membership'] === null ? { membership: 'leave' } : body),
    ),
  ),
  convention(
    'further-member-keys-dropped',
    'set_membership drops all keys but membership.',
    ['SMEM-22'],
    changing(['set_membership'], (change) => ({ ...change, content: {} })),
  ),
];
