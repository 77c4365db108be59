import type { JsonObject } from '../../domain/event.ts';
import type { Bytes } from '../../node-types.ts';
import type { OperationName, Validate } from '../../parts.ts';
import type { Spoil } from '../fault.ts';
import { changeValidation, onlyIn } from './parts.ts';
import { storeAs } from './rooms.ts';

/** The contents that have rules of their own. */
type Content = 'message' | 'feedback' | 'topic';

/** A check of contents that demands more, or less, than the right one. */
export const checkContent = (
  name: Content,
  check: (content: JsonObject, right: Validate[Content]) => void,
): Spoil =>
  changeValidation((right) => ({ [name]: (content: JsonObject) => check(content, right[name]) }));

/** Contents are checked as if they said something else. */
export const checkInstead = (name: Content, change: (content: JsonObject) => JsonObject): Spoil =>
  checkContent(name, (content, right) => right(change(content)));

/** A check of contents that throws after the right one has passed. */
export const checkFurther = (name: Content, check: (content: JsonObject) => void): Spoil =>
  checkContent(name, (content, right) => {
    right(content);
    check(content);
  });

/** Stores another content than a client sent. */
export const storeContent = (
  names: readonly OperationName[],
  change: (content: JsonObject) => JsonObject,
): Spoil => storeAs(names, ({ content }) => ({ content: change(content) }));

/** An operation reads its body as something else, or refuses it. */
export const readBodyAs = (
  name: OperationName,
  read: (body: Bytes, right: Validate['object']) => JsonObject,
): Spoil =>
  onlyIn(
    [name],
    changeValidation(({ object }) => ({ object: (body) => read(body, object) })),
  );

/** Changes every value of a content. */
export const mapValues =
  (change: (value: unknown) => unknown) =>
  (content: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(content).map(([key, value]) => [key, change(value)]));

/** @returns a text in place of a number, and any other value as it is. */
export const textForNumber = (value: unknown): unknown => (typeof value === 'number' ? '' : value);
