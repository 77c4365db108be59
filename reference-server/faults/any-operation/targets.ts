import type { JsonObject } from '../../domain/event.ts';
import { forbidden, invalid } from '../../errors.ts';
import type { Nickname } from '../../parts.ts';
import { perRow, type Faults, type Spoil } from '../fault.ts';
import {
  before,
  changeValidation,
  onlyIn,
  onRefusal,
  succeedInstead,
} from '../vocabulary/index.ts';

/** Adds what is missing of a user id that is not fully qualified, where it has the form of `which`. */
const completeLocalpart = (name: Nickname, which = /^/): Spoil =>
  onlyIn(
    [name],
    changeValidation(({ target }) => ({
      target: (body: JsonObject) => {
        const { user_id: userId } = body;
        return typeof userId !== 'string' || /^@[^:]+:.+$/.test(userId) || !which.test(userId)
          ? target(body)
          : target({ ...body, user_id: `@${userId.replace(/^@/, '')}:localhost` });
      },
    })),
  );

/** How invite and ban read the user id in their body. */
export const targetFaults: Faults = perRow(
  [
    ['invite', 'INV-09', 'INV-10', 'MODEL-32'],
    ['ban', 'BAN-10', 'BAN-11', 'MODEL-33'],
  ],
  ([name, qualified, required, model]) => ({
    [`${name}-by-localpart`]: {
      summary: `${name} accepts a localpart as user_id.`,
      violates: [qualified, model],
      spoil: completeLocalpart(name),
    },
    [`${name}-without-a-domain`]: {
      summary: `${name} accepts a user_id that has a sigil and no domain.`,
      violates: [qualified, model],
      spoil: completeLocalpart(name, /^@[^:]+$/),
    },
    [`${name}-of-a-list`]: {
      summary: `${name} accepts a list of one user id.`,
      violates: [qualified, model],
      spoil: onlyIn(
        [name],
        changeValidation(({ target }) => ({
          target: ({ user_id, ...body }) =>
            target({ ...body, user_id: Array.isArray(user_id) ? user_id[0] : user_id }),
        })),
      ),
    },
    [`${name}-of-a-bad-id-200`]: {
      summary: `${name} answers 200 for a localpart as user_id and does nothing.`,
      violates: [qualified],
      spoil: succeedInstead(name, 'M_INVALID_PARAM'),
    },
    [`${name}-without-user-id`]: {
      summary: `${name} answers 200 for a body without user_id.`,
      violates: [required, model],
      spoil: succeedInstead(name, 'M_MISSING_PARAM'),
    },
    [`${name}-without-user-id-500`]: {
      summary: `${name} answers 500 for a body without user_id.`,
      violates: [required],
      spoil: onRefusal([name], (error) => {
        throw error.errcode === 'M_MISSING_PARAM' ? new TypeError('undefined') : error;
      }),
    },
    [`${name}-without-user-id-of-oneself`]: {
      summary: `${name} answers 403 for a body without user_id.`,
      violates: [required],
      spoil: onRefusal([name], (error) => {
        throw error.errcode === 'M_MISSING_PARAM' ? forbidden('Not yourself.') : error;
      }),
    },
    [`${name}-drops-the-domain`]: {
      summary: `${name} refuses a fully-qualified user_id.`,
      violates: [qualified, model],
      spoil: before([name], ({ parts, request }) => {
        if (String(parts.validate.object(request.body)['user_id']).includes(':'))
          throw invalid('No domain, please.');
      }),
    },
  }),
);
