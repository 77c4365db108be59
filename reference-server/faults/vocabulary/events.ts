import type { JsonObject, RoomEvent } from '../../domain/event.ts';
import type { OperationName } from '../../parts.ts';
import type { Spoil } from '../fault.ts';
import { changeAnswers, onlyIn } from './parts.ts';

/** Changes how an event is shown. */
export type ChangeEvent = (shown: JsonObject, event: RoomEvent) => JsonObject;

/** Changes how events are shown, wherever they are listed. */
export const listEvents = (change: ChangeEvent): Spoil =>
  changeAnswers(({ event, member }) => ({
    event: (each) => change(event(each), each),
    member: (each) => change(member(each), each),
  }));

/** Changes how one operation lists events. */
export const listEventsIn = (name: OperationName, change: ChangeEvent): Spoil =>
  onlyIn([name], listEvents(change));
