import type { JsonObject } from '../domain/event.ts';
import { badJson, forbidden, invalid } from '../errors.ts';
import type { Nickname } from '../parts.ts';
import { documented, implied, type Fault, type Spoil } from './fault.ts';
import { acting, before, refusing, validating, within } from './spoiling.ts';

const target = (
  names: readonly Nickname[],
  read: (body: JsonObject, right: (body: JsonObject) => string) => string,
): Spoil =>
  within(
    names,
    validating((right) => ({ target: (body) => read(body, right.target) })),
  );

const qualified = (text: unknown): string =>
  /^@[^:]+:.+$/.test(String(text)) ? String(text) : `@${String(text)}:localhost`;

const requests = [
  ['invite', 'INV-09', 'INV-10', 'MODEL-32'],
  ['ban', 'BAN-10', 'BAN-11', 'MODEL-33'],
] as const;

const targets = requests.flatMap(([name, qualifies, required, model]) => [
  documented(
    `${name}-by-localpart`,
    `${name} takes a bare localpart.`,
    [qualifies, model],
    target([name], (body, right) =>
      right({
        ...body,
        user_id: typeof body['user_id'] === 'string' ? qualified(body['user_id']) : body['user_id'],
      }),
    ),
  ),
  documented(
    `${name}-of-a-bad-id-200`,
    `${name} of a bare localpart is answered 200 and changes nothing.`,
    [qualifies],
    refusing([name], (error, { parts }) => {
      if (error.errcode !== 'M_INVALID_PARAM') throw error;
      return parts.answer.ok(parts.answer.nothing());
    }),
  ),
  implied(
    `${name}-without-user-id`,
    `${name} without user_id is answered 200.`,
    [required, model],
    refusing([name], (error, { parts }) => {
      if (error.errcode !== 'M_MISSING_PARAM') throw error;
      return parts.answer.ok(parts.answer.nothing());
    }),
  ),
  implied(
    `${name}-without-user-id-500`,
    `${name} without user_id makes the server fail.`,
    [required],
    refusing([name], (error) => {
      if (error.errcode !== 'M_MISSING_PARAM') throw error;
      throw new TypeError('undefined');
    }),
  ),
  implied(
    `${name}-without-user-id-of-oneself`,
    `${name} without user_id is about the caller, and forbidden.`,
    [required],
    refusing([name], (error) => {
      if (error.errcode !== 'M_MISSING_PARAM') throw error;
      throw forbidden('Not yourself.');
    }),
  ),
  documented(
    `${name}-drops-the-domain`,
    `${name} refuses fully-qualified user ids.`,
    [qualifies, model],
    before([name], ({ parts, request }) => {
      if (String(parts.validate.object(request.body)['user_id']).includes(':'))
        throw invalid('No domain, please.');
    }),
  ),
]);

/** Whom invite and ban are about, and why. */
export const targetFaults: readonly Fault[] = [
  ...targets,
  documented(
    'ban-refuses-a-reason',
    'ban refuses a reason.',
    ['BAN-12', 'MODEL-34'],
    before(['ban'], ({ parts, request }) => {
      if ('reason' in parts.validate.object(request.body)) throw badJson('No reason.');
    }),
  ),
  documented(
    'ban-wants-a-reason',
    'ban wants a reason.',
    ['BAN-12', 'MODEL-34'],
    before(['ban'], ({ parts, request }) => {
      if (!('reason' in parts.validate.object(request.body))) throw badJson('No reason.');
    }),
  ),
  documented(
    'ban-with-a-reason-does-nothing',
    'A ban that has a reason is answered 200 and bans nobody.',
    ['BAN-12', 'MODEL-34'],
    within(
      ['ban'],
      acting(({ changeMembership }) => ({
        changeMembership: (context, change) =>
          'reason' in change.content
            ? {
                eventId: '',
                roomId: '',
                type: '',
                sender: '',
                content: {},
                stateKey: undefined,
                at: 0,
              }
            : changeMembership(context, change),
      })),
    ),
  ),
];
