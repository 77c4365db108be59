import type { Nickname } from '../parts.ts';
import { documented, type Fault, type MakeFault } from './fault.ts';
import { answering, kebab, omit, operation } from './spoiling.ts';

/** One property of one answer, in one wrong form. */
export const property = (
  make: MakeFault,
  nickname: Nickname,
  key: string,
  form: string,
  rows: Fault['violates'],
  value: (right: unknown) => unknown,
): Fault =>
  make(
    `${kebab(nickname)}-${key.replaceAll('_', '-')}-${form}`,
    `${key} in the answer of ${nickname} is ${form.replaceAll('-', ' ')}.`,
    rows,
    answering([nickname], (body) => {
      const changed = value(body[key]);
      return changed === undefined ? omit(body, key) : { ...body, [key]: changed };
    }),
  );

/** The key is dropped. */
export const missing = (): undefined => undefined;
/** The value is null. */
export const asNull = (): null => null;
/** The value is a number. */
export const asNumber = (): number => 5;
/** The value is an empty text. */
export const asEmpty = (): string => '';
/** The value lies in a list. */
export const asList = (right: unknown): unknown => [right];
/** The value lies in an object. */
export const asObject = (right: unknown): unknown => ({ value: right });

/** The answer of an operation, put into something else. */
export const whole = (
  id: string,
  summary: string,
  nickname: Nickname,
  rows: Fault['violates'],
  change: (body: unknown) => unknown,
): Fault =>
  documented(
    id,
    summary,
    rows,
    operation([nickname], (perform) => async (context) => {
      const answer = await perform(context);
      return { ...answer, body: change(answer.body) };
    }),
  );
