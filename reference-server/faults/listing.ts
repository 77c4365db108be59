import type { JsonObject, RoomEvent } from '../domain/event.ts';
import type { Answers, OperationName } from '../parts.ts';
import type { Spoil } from './fault.ts';
import { within, wording } from './spoiling.ts';

/** Changes the outward form of an event. */
export type Change = (outward: JsonObject, event: RoomEvent) => JsonObject;

const changed =
  (right: Answers['event'], change: Change): Answers['event'] =>
  (event) =>
    change(right(event), event);

/** Changes events as one operation lists them. */
export const listedBy = (name: OperationName, change: Change): Spoil =>
  within(
    [name],
    wording(({ event, member }) => ({
      event: changed(event, change),
      member: changed(member, change),
    })),
  );

/** Changes events wherever they are listed. */
export const listed = (change: Change): Spoil =>
  wording(({ event, member }) => ({
    event: changed(event, change),
    member: changed(member, change),
  }));
