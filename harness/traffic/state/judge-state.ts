import type { Spec } from '../../document/load.ts';
import type { RequirementId } from '../../document/ids.ts';
import { isObject, stringAt } from '../../document/json.ts';
import { senderKeyOf } from '../../document/profile.ts';
import { type Asked, type Happened, type Outcome, outcomeOf } from './happened.ts';
import { judgeRead } from './judge-read.ts';
import {
  endStray,
  noteJoin,
  type Noted,
  noteHistory,
  noteRoom,
  noteWrite,
  settleWrite,
} from './note-writes.ts';
import { judgeRefusal, judgeUndeclared, type Owed, owedRefusal, owedToOthers } from './refusals.ts';
import { offered } from './reasons.ts';
import { rule } from './rule.ts';
import { ServerMemory } from './server-memory.ts';
import { judgeCreation, judgeRoomMade } from './judge-create-room.ts';
import { judgeEncoding, judgeForm, judgeNamedReason } from './judge-form.ts';
import { noteStrange, type Strange, settleStrange } from './strangers.ts';
import { type Wrong, wrong } from './verdict.ts';
import { requestedIn, sentTypes } from './write.ts';
import { tokenIn, type Whose } from './whose.ts';

/** How the state of a server is judged. */
export interface StateOptions {
  /** Whether nobody but the clients of the traffic changes anything. */
  readonly alone: boolean;
  /** Whether every request since the world began is in the traffic. */
  readonly sawEverything: boolean;
  /** Milliseconds within which a read need not show what was accepted before it. */
  readonly patience: number;
  /** Whether a text is the id of a room that the server has, as far as the caller knows. */
  readonly knows: (id: string) => boolean;
  /** The name of an access token. */
  readonly nameOf: (token: string) => string;
  /** Called with each cell of the membership table that is reached. */
  readonly reach: (cell: number) => void;
}

/** What is remembered of a request until it ends. */
interface Open {
  readonly user: string | null;
  readonly noted: Noted;
  readonly strange: Strange;
  readonly isRepeat: boolean;
  /** Whether it makes a room, whose id others may learn before its own answer ends. */
  readonly makesRoom: boolean;
}

/** Judges a server by what its earlier answers have shown. */
export class StateJudge {
  readonly #spec: Spec;
  readonly #options: StateOptions;
  readonly #memory: ServerMemory;
  readonly #open = new Map<number, Open>();

  constructor(spec: Spec, options: StateOptions) {
    this.#spec = spec;
    this.#options = options;
    this.#memory = new ServerMemory(options);
  }

  /** Whose the access tokens are. */
  get whose(): Pick<Whose, 'acts' | 'of'> {
    return this.#memory.whose;
  }

  /** Learns whose a token is, by its name. */
  learn(token: string, user: string): void {
    this.#memory.whose.learn(token, user);
  }

  /** Notes a request, which may take effect from now on. */
  request(asked: Asked): void {
    const memory = this.#memory;
    const user = memory.whose.of(asked.token);
    const isKnownRepeat =
      !memory.whose.isShared(asked.token) && memory.replays.request(asked, user);
    const isRepeat = isKnownRepeat || (!memory.alone && mayHaveBeenUsed(asked));
    const noted = noteWrite(asked, user, memory, isRepeat);
    const isCreation = asked.operation?.nickname === 'create_room';
    if (isCreation) memory.aliases.claim(asked, user);
    const strange = noteStrange(asked, memory, this.#spec.declaration.basePath);
    const makesRoom = isCreation || strange.makesRoom;
    this.#open.set(asked.ticket, { user, noted, strange, isRepeat, makesRoom });
  }

  /** Learns and judges what became of a request. */
  answered(happened: Happened): readonly Wrong[] {
    const { asked, answered } = happened;
    const open = this.#open.get(asked.ticket);
    this.#open.delete(asked.ticket);
    if (open === undefined) return [];
    const memory = this.#memory;
    const { profile, declaration } = this.#spec;
    const { user, noted } = open;
    const isRepeat = open.isRepeat || memory.replays.isMixedUp(asked);
    if (noted.sent !== null) noted.sent.isRepeat = isRepeat;
    const outcome = outcomeOf(happened);
    if (outcome === 'done' && asked.operation !== null)
      memory.met.add(offered[asked.operation.nickname]);
    if (asked.operation === null && outcome === 'done') this.#learnToken(answered?.json);
    const found: Wrong[] = [
      ...memory.replays.answered(happened, memory.alone),
      ...judgeUndeclared(happened, { ...declaration, profile, alone: memory.alone }),
    ];
    // A repeat may be answered as the first one was, whatever it holds.
    const isReplayed = isRepeat && outcome === 'done' && !memory.replays.wasRefused(asked);
    const owed = isReplayed ? null : this.#owed(asked, user, isRepeat);
    if (owed !== null) found.push(...judgeRefusal(happened, owed, profile));
    const ruled =
      owed === null && user !== null && (!isRepeat || memory.replays.wasRefused(asked))
        ? rule(happened, user, memory, profile, this.#options.reach)
        : null;
    if (outcome === 'done' && asked.token !== null) memory.accepted.set(asked.token, true);
    const isGood = user !== null || (asked.token !== null && memory.accepted.has(asked.token));
    const ofForm = isRepeat
      ? []
      : [
          ...judgeForm(happened, isGood),
          ...judgeEncoding(happened),
          ...(owed === null ? judgeNamedReason(happened, profile) : []),
        ];
    // One answer is one finding.
    found.push(...(ofForm.length > 0 ? ofForm : (ruled?.found ?? [])));
    const isCreation = asked.operation?.nickname === 'create_room' && ofForm.length === 0;
    if (owed === null && !isRepeat && isCreation)
      found.push(...judgeCreation(happened, user, memory));
    const refusedFor = owed?.requirement ?? ruled?.refusedFor ?? null;
    // What should have been refused may have been done or not, whatever the answer says.
    const isSure = outcome !== 'done' || refusedFor === null;
    this.#settle(happened, { ...open, isRepeat }, isSure ? outcome : 'lost', refusedFor);
    if (noted.stray !== null) endStray(noted.stray, memory.rooms, outcome);
    settleStrange(open.strange, memory, outcome);
    if (outcome === 'lost' && asked.operation?.nickname === 'create_room') memory.lostRoom = true;
    if (outcome === 'done') found.push(...this.#learnSuccess(happened, { ...open, isRepeat }));
    found.push(...judgeRead(happened, user, memory, senderKeyOf(profile)));
    const all = firstOfEach(found.filter(({ requirement }) => !profile.drops(requirement)));
    for (const { requirement } of all) memory.violated.add(requirement);
    return all;
  }

  /** A login tells whose a token is; other ways to get one do not. */
  #learnToken(json: unknown): void {
    const given = tokenIn(json);
    if (given === null) return;
    const name = this.#options.nameOf(given.token);
    if (given.user === null) this.#memory.whose.give(name);
    else this.learn(name, given.user);
  }

  /** Why a request must be refused, whatever its room says. */
  #owed(asked: Asked, user: string | null, isRepeat: boolean): Owed | null {
    const { matched, token } = asked;
    const { rooms, whose, aliases, lostRoom, alone } = this.#memory;
    const { sawEverything, knows } = this.#options;
    if (matched.kind !== 'operation') return null;
    const id = matched.parameters['roomId'] ?? null;
    const room = id !== null && rooms.has(id) ? rooms.get(id) : null;
    const everything = sawEverything && alone && !rooms.forgot && !lostRoom;
    const isUnknown = room === null || (room.made === null && !room.isShown);
    const mayBeMade = isUnknown && [...this.#open.values()].some(({ makesRoom }) => makesRoom);
    const unknownRoom = id !== null && everything && isUnknown && !mayBeMade && !knows(id);
    const unknownToken = sawEverything && token !== null && !whose.mayKnow(token);
    const able =
      user !== null &&
      (id === null ||
        (room !== null &&
          room.isWhole &&
          room.isJoined(user, asked.span, asked.ticket) &&
          (user === room.creator || matched.nickname.startsWith('send_m'))));
    const isTaken = this.#memory.met.has(offered[matched.nickname]);
    const owed = owedRefusal(asked, { unknownToken, unknownRoom, isTaken, able });
    const reference = matched.parameters['roomAliasOrId'] ?? '';
    const isUnknownAlias =
      owed === null &&
      everything &&
      reference.startsWith('#') &&
      asked.wrong.size === 0 &&
      aliases.roomOf(reference) === null &&
      !aliases.isClaimed(reference) &&
      !knows(reference);
    if (isUnknownAlias) {
      const why = 'join was requested for an alias that no room was given';
      return { requirement: 'JID-09', why, statuses: [400, 403, 404], sure: true };
    }
    if (owed === null && !alone && user !== null && !isRepeat) return owedToOthers(asked, user);
    if (owed !== null || matched.nickname !== 'create_room' || !alone || isRepeat) return owed;
    const taken = aliases.takenBy(asked, user);
    if (taken === null || asked.wrong.size > 0) return null;
    const why = 'create_room was requested with an alias that another room has';
    return { requirement: 'CREATE-12', why, statuses: [400], sure: user !== null };
  }

  #settle(
    happened: Happened,
    { noted, isRepeat }: Open,
    outcome: Outcome,
    refusedFor: RequirementId | null,
  ): void {
    settleWrite(happened, noted, { outcome, isRepeat });
    const json = happened.answered?.json;
    if (outcome === 'refused') {
      const { room, requested } = noted;
      const asked = noted.entries.length > 0 ? requestedIn(happened.asked) : requested;
      if (room !== null && asked !== null && refusedFor !== null)
        room.refusedChanges.push({
          membership: asked,
          requirement: refusedFor,
          ticket: happened.asked.ticket,
        });
      for (const { value } of noted.entries) value.refusedFor = refusedFor;
      if (noted.sent !== null) noted.sent.refusedFor = refusedFor;
    } else if (outcome === 'done' && noted.sent !== null && isObject(json)) {
      const id = stringAt(json, 'event_id');
      if (id !== '') noted.room?.nameSent(noted.sent, id);
    }
  }

  #learnSuccess(happened: Happened, { user, noted, isRepeat }: Open): readonly Wrong[] {
    const { asked, answered } = happened;
    const { matched } = asked;
    if (matched.kind !== 'operation') return [];
    const { nickname, parameters } = matched;
    const { rooms, aliases, alone } = this.#memory;
    const json = isObject(answered?.json) ? answered.json : {};
    const id = stringAt(json, 'room_id');
    if (nickname === 'create_room') {
      if (id !== '') rooms.get(id).isShown = true;
      // It may be answered for an earlier request, with another body.
      if (isRepeat) return [];
      const found = aliases.made(happened, user, alone);
      if (id === '') this.#memory.lostRoom = true;
      else if (alone) noteRoom(happened, user, id, rooms);
      else noteHistory(happened, user, rooms.get(id));
      return [...found, ...judgeRoomMade(json['room_id'])];
    }
    if (nickname in sentTypes && json['event_id'] === '')
      return [wrong('MODEL-28', `${nickname} was answered with an empty event id.`)];
    if (nickname !== 'join' || id === '') return [];
    const reference = parameters['roomAliasOrId'] ?? '';
    rooms.get(id).isShown = true;
    if (noted.stray !== null && user !== null) noteJoin(happened, user, id, rooms);
    const owed = reference.startsWith('!') ? reference : alone ? aliases.roomOf(reference) : null;
    return owed === null || owed === id
      ? []
      : [wrong('JID-04', 'join answers another room than the one that was asked for.')];
  }
}

/** A short txnId may be a number that the client counted before it was seen, so that the server has an answer for it. */
const mayHaveBeenUsed = ({ matched }: Asked): boolean =>
  matched.kind === 'operation' && matched.txnId !== null && matched.txnId.length < 8;

/** Several rules may see one violation. */
function firstOfEach(all: readonly Wrong[]): readonly Wrong[] {
  const seen = new Set<RequirementId>();
  return all.filter(({ requirement }) => !seen.has(requirement) && seen.add(requirement));
}
