import type { RoomModel } from '../../model/room.ts';
import type { RequirementId } from '../../document/ids.ts';
import { isObject, type JsonObject } from '../../document/json.ts';
import type { Membership } from '../../model/membership.ts';
import { slotOf } from '../../model/views.ts';
import { BoundedMap } from '../memory/bounded.ts';
import type { Span } from './happened.ts';
import type { PageBook } from './page-book.ts';
import type { Sent } from './sent-events.ts';
import { SlotHistory } from './slot-history.ts';
import type { Held } from './write.ts';

/** Slots, events and sent events of one room that are remembered. */
const mostSlots = 1000;
const mostEvents = 4000;
const mostSent = 2000;

/** An event as it was first shown. */
export interface Booked {
  readonly type: string;
  readonly key: string | null;
  readonly sender: string | null;
  /** Null where it was too long to be kept, or may differ from reader to reader. */
  readonly content: JsonObject | null;
  readonly ticket: number;
}

/** A slot of the state of a room. */
export class RoomSlot extends SlotHistory<Held> {
  readonly type: string;
  readonly key: string;
  /** Whether views contradict what was written, so that nothing more is known of it. */
  isDoubtful = false;

  constructor(type: string, key: string, start: 'absent' | 'unknown') {
    super(start);
    this.type = type;
    this.key = key;
  }
}

/** What the traffic has shown of one room. */
export class Room {
  readonly id: string;
  /** The exchange that made it; null for a room that was there before, or whose beginning was forgotten. */
  made: { readonly ticket: number; readonly span: Span } | null = null;
  creator: string | null = null;
  /** The visibility that it was made with; null where that is not known. */
  madeAs: RoomModel['visibility'] | null = null;
  /** Exchanges that may have changed who has which power, and how one joins. */
  readonly powerWrites = new Set<number>();
  readonly joinRuleWrites = new Set<number>();
  /** Exchanges that are under way or lost, whose effect is not known. */
  readonly strange = new Set<number>();
  /** Those of them that may change the membership of anybody. */
  readonly strangeChanges = new Set<number>();
  /** Changes of memberships that were refused, where it is not known whose. */
  readonly refusedChanges: {
    readonly membership: string;
    readonly requirement: RequirementId;
    readonly ticket: number;
  }[] = [];
  /** Whether an answer has shown that there is such a room. */
  isShown = false;
  /** Whether an event may have lost its content. */
  mayBeRedacted = false;
  #isWhole = false;
  readonly slots = new Map<string, RoomSlot>();
  readonly events = new BoundedMap<Booked>(mostEvents);
  sent: Sent[] = [];
  /** State that was set, and that no view has shown yet. */
  unshown = new Set<Sent>();
  #sentById = new Map<string, readonly Sent[]>();
  /** Whether some of what was sent is not remembered. */
  forgotSent = false;
  pages: PageBook | null = null;
  /** About how many bytes it takes. */
  weight = 1000;

  /** Users with a request under way that may join them to any room, and how many. */
  readonly #strays: ReadonlyMap<string, number>;

  constructor(id: string, strays: ReadonlyMap<string, number> = new Map()) {
    this.id = id;
    this.#strays = strays;
  }

  /** Whether the membership of a user may just be changing by a request that does not tell whose it changes, or where. */
  isStray(user: string): boolean {
    return this.#strays.has(user) || this.strangeChanges.size > 0;
  }

  /** Whether everything that ever changed it was in the traffic. */
  get isWhole(): boolean {
    return this.#isWhole && this.strange.size === 0;
  }

  /** Whether everybody has the power that a new room gives. */
  get powersAreFounding(): boolean {
    return this.isWhole && this.powerWrites.size === 0;
  }

  /** How users join; null where that is not known. */
  get visibility(): RoomModel['visibility'] | null {
    return this.isWhole && this.joinRuleWrites.size === 0 ? this.madeAs : null;
  }

  /** Whether somebody may have let others than members read it. */
  get mayBeReadByAll(): boolean {
    return this.slots.has(slotOf('m.room.history_visibility', ''));
  }

  /** Whether members may not see what was sent before they joined. */
  get hidesHistory(): boolean {
    const slot = this.slots.get(slotOf('m.room.history_visibility', ''));
    return (
      slot?.entries.some(({ value }) => {
        const shown = value.content?.['history_visibility'];
        return shown !== 'shared' && shown !== 'world_readable';
      }) ?? false
    );
  }

  /** The traffic has shown how it was made, and everything since. */
  begin(made: Room['made'], creator: string | null, madeAs: RoomModel['visibility'] | null): void {
    this.made = made;
    this.creator = creator;
    this.madeAs = madeAs;
    this.#isWhole = true;
  }

  slot(type: string, key: string): RoomSlot {
    const name = slotOf(type, key);
    const known = this.slots.get(name);
    if (known !== undefined) return known;
    if (this.slots.size >= mostSlots) {
      this.slots.clear();
      this.#isWhole = false;
    }
    const start = this.#isWhole && isKnownAtFirst(type) ? 'absent' : 'unknown';
    const slot = new RoomSlot(type, key, start);
    this.slots.set(name, slot);
    this.weight += 200;
    return slot;
  }

  member(user: string): RoomSlot {
    return this.slot('m.room.member', user);
  }

  /** Something happened to it that the traffic does not tell. */
  forget(): void {
    this.#isWhole = false;
    this.mayBeRedacted = true;
    for (const slot of this.slots.values()) slot.forget();
  }

  keepSent(sent: Sent, bytes: number): void {
    this.sent.push(sent);
    if (sent.key !== null) this.unshown.add(sent);
    this.weight += bytes + 300;
    if (this.sent.length <= mostSent) return;
    this.sent = this.sent.slice(mostSent / 2);
    this.forgotSent = true;
    this.unshown = new Set(this.sent.filter((one) => this.unshown.has(one)));
    this.#sentById = new Map();
    for (const one of this.sent) if (one.eventId !== null) this.#addId(one, one.eventId);
  }

  /** What was sent with that id: several requests, where they were answered with one id. */
  sentAs(eventId: string): readonly Sent[] {
    return this.#sentById.get(eventId) ?? [];
  }

  /** Learns the id of an event. Of requests that were answered with one id, nobody knows which sent the event. */
  nameSent(sent: Sent, eventId: string): void {
    sent.eventId = eventId;
    const same = this.#addId(sent, eventId);
    if (same.length > 1) for (const one of same) one.isRepeat = true;
  }

  #addId(sent: Sent, eventId: string): readonly Sent[] {
    const same = [...this.sentAs(eventId), sent];
    this.#sentById.set(eventId, same);
    return same;
  }

  /**
   * What a user may be to the room at some moment of a span.
   * @param ticket an exchange whose own effect does not count
   * @returns null where it may be anything
   */
  standingsOf(user: string, span: Span, ticket: number): ReadonlySet<Membership> | null {
    if (this.isStray(user)) return null;
    const slot = this.member(user);
    if (slot.isDoubtful) return null;
    const standings = new Set<Membership>();
    const others = slot.possibleAt(span).filter((one) => one.ticket !== ticket);
    for (const { value } of others) {
      if (value.standing === null) return null;
      standings.add(value.standing);
    }
    const start = slot.startAt(span);
    if (start === 'unknown') return null;
    if (start === 'absent') standings.add('none');
    return standings;
  }

  /** Whether anybody but its creator and that user was seen to be in it. */
  wasJoinedBy(except: string): boolean {
    return [...this.slots.values()].some(
      ({ type, key, entries }) =>
        type === 'm.room.member' &&
        key !== this.creator &&
        key !== except &&
        entries.some(({ outcome, value }) => outcome === 'done' && value.standing === 'join'),
    );
  }

  /** Whether a user is joined throughout a span. */
  isJoined(user: string, span: Span, ticket: number): boolean {
    const standings = this.standingsOf(user, span, ticket);
    return standings !== null && standings.size === 1 && standings.has('join');
  }
}

/** State that a server makes by itself has a type of its own, which is not known. */
export const isKnownAtFirst = (type: string): boolean =>
  !type.startsWith('m.') || ['m.room.member', 'm.room.topic', 'm.room.name'].includes(type);

/** Contents that are longer are not kept; an empty one is part of every content. */
const longestContent = 8192;
const anyContent: JsonObject = {};

/** What is kept of a content. */
export const keptContent = (content: unknown, bytes: number): JsonObject =>
  bytes <= longestContent && isObject(content) ? content : anyContent;
