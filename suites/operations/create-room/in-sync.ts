import type { Must } from '../../../harness/judge/must.ts';
import { at } from '../../../harness/world/answers.ts';
import { newest } from '../../../harness/world/pages.ts';
import { privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { AnyEvent, RequirementId } from '../../../harness/document/ids.ts';

/** The property of a new room, and the event that it becomes. */
const inSync = (key: 'name' | 'topic', requirement: RequirementId): CaseBody => ({
  title: `The ${key} given to createRoom is in initialSync, among the state and among the messages`,
  requires: [requirement],
  async run({ users, must, fresh }) {
    const [owner] = await users('owner');
    const text = fresh();
    const roomId = await privateRoom(owner, { [key]: text });
    const listed = await owner.need('get_state_events', { roomId });
    const told = await newest(owner, roomId);

    const limited = { undeclared: { limit: '50' } };
    const sync = await owner.need('get_room_sync_data', { roomId }, limited);

    const says = (event: AnyEvent): boolean => at(event['content'], key) === text;
    onlyLacking(must, requirement, says, listed, sync.state);
    onlyLacking(must, requirement, says, told, sync.messages?.chunk);
  },
});

/** A view that lacks more than that event is at fault itself, and has cases of its own. */
function onlyLacking(
  must: Must,
  requirement: RequirementId,
  says: (event: AnyEvent) => boolean,
  owed: readonly AnyEvent[],
  view: readonly AnyEvent[] | undefined,
): void {
  const there = new Set(view?.map((e) => e.event_id));
  const lacking = owed.filter((e) => !there.has(e.event_id));
  if (view === undefined || !lacking.every(says)) {
    must.notApplicable(
      requirement,
      'initialSync does not show the room as it is; other cases say so',
    );
    return;
  }
  must.that(lacking.length === 0, 'what createRoom was given, in initialSync', 'there', 'missing');
}

/** Name and topic as initialSync shows them (semantics, section 10). */
export const createRoomInSync: Readonly<Record<string, CaseBody>> = {
  'name-is-in-sync-data': inSync('name', 'CREATE-20'),
  'topic-is-in-sync-data': inSync('topic', 'CREATE-21'),
};
