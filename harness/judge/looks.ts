import type { User } from './user.ts';
import {
  type Difference,
  difference,
  readSnapshot,
  readViews,
  readWhole,
  type RecentRead,
  type RoomSnapshot,
  type RoomView,
  stableViews,
} from './unchanged.ts';
import { LateView } from './verdict.ts';

/** Something that must not change a room, and who looks. */
export interface Look {
  readonly observer: User;
  readonly roomId: string;
  readonly views: readonly RoomView[];
  /** Judges what the look showed. @throws Unmet for a change */
  readonly conclude: (change: Difference | null) => void;
}

/** The looks at rooms around requests that must not change them. */
export interface Looks {
  /** Looks at the room, makes the request, and looks again: at once, or when the second look is due. */
  around<T>(look: Look, request: () => Promise<T>): Promise<T>;
  /**
   * The look that is owed, which is made before anything may change the room; null where none is, and within a request
   * that must not change the room.
   */
  due(): Promise<void> | null;
  /** Whether one look served several requests, or is owed: what changed may be the work of another one then. */
  isCoarse(): boolean;
  /** Whether a change was found, and something else was asked for between the two looks that may have made it. */
  isMixed(): boolean;
}

/** Whether a change of a room is the late effect of a request that was accepted before the request under test. */
export type IsLate = (roomId: string, change: Difference) => boolean;

/** What looks need to know of their case. */
export interface LooksParts {
  /** Whether a second look waits until something may change the room. */
  readonly postpones: boolean;
  readonly recentRead: RecentRead;
  /** How many requests were sent so far. */
  readonly sent: () => number;
  /**
   * Called when the room has been looked at and the request under test comes next.
   * @returns whether a change of the room is the late effect of a request that was accepted before that
   */
  beginTest(): IsLate;
  /** What has to be done before a first look; null where nothing has. @param whole whether it may read the room as a whole */
  prepare(whole: boolean): Promise<void> | null;
}

/** Requests after which nobody has looked yet, and how the room was before the first of them. */
interface OwedLook {
  readonly observer: User;
  readonly roomId: string;
  readonly before: RoomSnapshot;
  /** Whether the room was read as a whole. */
  readonly whole: boolean;
  readonly isLate: IsLate;
  readonly conclusions: ((change: Difference | null) => void)[];
  /** Whether nothing else was asked for since the first look. */
  isAlone: boolean;
  /** How many requests had been sent after the last one that the look is owed for. */
  sent: number;
}

/** Refused requests that follow each other share their looks where the second look may wait. */
export function createLooks({
  postpones,
  recentRead,
  sent,
  beginTest,
  prepare,
}: LooksParts): Looks {
  let owed: OwedLook | null = null;
  let making: Promise<void> | null = null;
  let within = 0;
  let shared = false;
  let mixed = false;
  let showsWhole = true;

  async function make({
    observer,
    roomId,
    before,
    whole,
    isLate,
    conclusions,
    isAlone,
    sent: until,
  }: OwedLook): Promise<void> {
    const waited = sent() > until;
    const views = [...before.keys()];
    const readAgain = async (): Promise<RoomSnapshot> =>
      (whole ? await readWhole(observer, roomId, views, null) : null) ??
      readViews(observer, roomId, views, null);
    const after = await readAgain();
    const seen = difference(before, after);
    const change = seen === null ? null : differenceOfSteady(before, after, await readAgain());
    if (change !== null && isLate(roomId, change))
      throw new LateView('an accepted request showed only after the refused one');
    mixed ||= change !== null && (waited || !isAlone);
    // Which of several requests made a change is not known here: the last one stands for them.
    for (const conclude of change === null ? conclusions : conclusions.slice(-1)) conclude(change);
  }

  function makeOwed(): Promise<void> | null {
    if (owed !== null) {
      making = make(owed).finally(() => (making = null));
      owed = null;
    }
    return making;
  }

  /** A room is read as a whole where that spares a request. */
  async function readFirst({
    observer,
    roomId,
    views,
  }: Look): Promise<Pick<OwedLook, 'before' | 'whole'>> {
    if (mayReadWhole(observer)) {
      const isRead = recentRead(observer, roomId, 'whole') !== null;
      const spares = views.length > 1 && !views.every((view) => recentRead(observer, roomId, view));
      if (isRead || spares) {
        const before = await readWhole(observer, roomId, views, recentRead);
        if (before !== null) return { before, whole: true };
        showsWhole = false;
      }
    }
    return { before: await readSnapshot(observer, roomId, views, recentRead), whole: false };
  }

  const mayReadWhole = ({ known }: User): boolean => postpones && showsWhole && known.wholeRooms;

  /** The owed look that another request can join: of the same observer, with all the views that it needs. */
  const toJoin = ({ observer, roomId, views }: Look): OwedLook | null =>
    owed?.observer.id === observer.id &&
    owed.roomId === roomId &&
    views.every((view) => owed?.before.has(view) === true)
      ? owed
      : null;

  return {
    async around(look, request) {
      const { observer, roomId, conclude } = look;
      await prepare(mayReadWhole(observer));
      const joined = toJoin(look);
      if (joined === null) await makeOwed();
      const sentBefore = sent();
      const { before, whole } = joined ?? (await readFirst(look));
      // A first look that took no request was made some time ago.
      const isAlone = joined === null ? sent() > sentBefore : joined.sent === sentBefore;
      const isLate = joined?.isLate ?? beginTest();
      within += 1;
      const result = await request().finally(() => (within -= 1));
      if (joined !== null && owed === joined) {
        joined.conclusions.push(conclude);
        joined.isAlone &&= isAlone;
        joined.sent = sent();
        shared = true;
      } else {
        await makeOwed();
        owed = {
          observer,
          roomId,
          before,
          whole,
          isLate,
          conclusions: [conclude],
          isAlone,
          sent: sent(),
        };
      }
      if (!postpones) await makeOwed();
      return result;
    },
    due: () => (within > 0 ? null : makeOwed()),
    isCoarse: () => shared || mixed || owed !== null,
    isMixed: () => mixed,
  };
}

/** Compares only the views that two readings show alike: a view that always changes says nothing about the refusal. */
function differenceOfSteady(
  before: RoomSnapshot,
  after: RoomSnapshot,
  again: RoomSnapshot,
): Difference | null {
  const still = stableViews(after, again);
  return difference(new Map([...before].filter(([view]) => still.has(view))), still);
}
