/**
 * Properties: statements about every series of steps, and the models that say what a server must answer.
 *
 * A property (`property.ts`) draws series of steps with fast-check, plays them against the target, and judges every
 * answer. Properties of programs made of calls are tested by drawing the calls (Claessen and Hughes, "Testing Monadic
 * Code with QuickCheck", 2002). `steps.ts` says what a step is, `series.ts` draws and shrinks series (Zeller and
 * Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002), `search.ts` runs them within a budget, and
 * `replay.ts` plays a counterexample again, on any target.
 */
export { type NamedUsers, type Player, type Property } from './property.ts';
export { propertyCase } from './property-case.ts';
export { inOrder, series } from './series.ts';
export {
  among,
  asDrawn,
  between,
  defineSteps,
  listOf,
  type Part,
  plainObjects,
  type StepOf,
} from './steps.ts';

/**
 * Races: clients that act at once. Each request is an interval, and a history is right if some order of the requests
 * explains all answers: it is linearizable (Herlihy and Wing, 1990). `linearizability.ts` searches for that order.
 */
export { type ShowTimeline, raceCase, sentenceOf, userFor, userOf } from './race.ts';
export { actTogether, concatenated, type Heard, hear } from './history.ts';
export { explainPartitions, type Model, type Operation } from './linearizability.ts';
export { drawTimeline } from './timeline.ts';

/**
 * The model of memberships: the table of docs/semantics.md 6.2 (`membership.ts`), a room that follows it, and which
 * cells of the table a search reached. `membership-history.ts` is the same table as a model of one user's membership
 * that several clients change at once.
 */
export { afterwards, type Form, type Membership, recordOf, type Rule } from './membership.ts';
export {
  changed,
  isJoined,
  isProper,
  membershipIn,
  newRoom,
  relationIn,
  type Request,
  type RoomModel,
  ruleIn,
  took,
} from './room.ts';
export { allCells, type Cell, type Cells, cellOf, createCells } from './cells.ts';
export { approach, distance, mayAct, standingOf } from './approach.ts';
export {
  didAccept,
  judgeMembership,
  type MembershipInput,
  type MembershipOutput,
  type Subject,
} from './membership-history.ts';

/** The model of pages: a walk returns every event once, in one order, by whichever permitted reading a target pages. */
export {
  differenceOf,
  firstMisplaced,
  firstNotFull,
  firstTooLong,
  type Listing,
  missingFrom,
  oldestFirst,
  once,
  type Page,
  repeated,
  beginsElsewhere,
} from './pages.ts';
export {
  defaultPageSize,
  endOfWalk,
  messagesOrder,
  orderOf,
  seamOf,
  type Way,
  type WayName,
  wayNames,
} from './dialect.ts';

/** The model of state: a map of room, type and key, where the last write wins. */
export {
  contentRequirement,
  keyRequirement,
  misplacedRequirement,
  type Slot,
  Slots,
  valueRequirement,
  type Written,
  type Wrong,
} from './slots.ts';

/** The model of txnIds: of each user and path a server must remember the last one. */
export { TxnMemory } from './transactions.ts';

/** Comparing what several views show of one room. */
export {
  currentState,
  difference,
  duplicateSlots,
  reusedIds,
  type ShownEvent,
  slotOf,
} from './views.ts';
