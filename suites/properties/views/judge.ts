import type { Must } from '../../../harness/judge/must.ts';
import { at } from '../../../harness/world/answers.ts';
import {
  apart,
  confused,
  crowded,
  current,
  folded,
  type Shown,
  slotOf,
} from '../../../harness/model/views.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import type { Album } from './album.ts';
import type { Name } from './steps.ts';

/** One thing that is so in a room: what a slot of its state says. */
export interface Fact {
  readonly word: string;
  readonly type: string;
  readonly key: string;
  /** Under which key of the content it stands. */
  readonly field: string;
  /** Null where the slot was never written. */
  readonly owed: string | null;
}

/** What was done in a room, as far as the target said that it was. */
export interface Story {
  readonly name: string;
  readonly facts: readonly Fact[];
  /** Ids of what was sent, the oldest first. */
  readonly sent: readonly string[];
  /** Whether nothing was done since the last was sent. */
  readonly sentLast: boolean;
}

/** What somebody sees. */
export interface Look {
  readonly who: Name;
  readonly album: Album;
}

/** What one view says of a fact, and which statement is broken where it says something else. */
interface Testimony {
  readonly view: string;
  readonly law: RequirementId;
  readonly says: string | null;
}

/** All views agree with each other, for everybody who looks. */
export function judge(must: Must, story: Story, looks: readonly Look[]): void {
  for (const fact of story.facts) judgeFact(must, story, fact, looks);
  for (const { who, album } of looks) judgeLists(must, story, who, album);
  const [one, other] = looks;
  if (one === undefined || other === undefined) return;
  const views = [
    ['GST-04', 'get_state_events', (album: Album) => album.state],
    ['MSGS-03', 'get_messages', (album: Album) => album.messages],
  ] as const;
  for (const [law, view, list] of views) {
    const [mine, theirs] = [list(one.album), list(other.album)];
    if (mine === null || theirs === null) continue;
    const differ = apart(idsOf(mine), idsOf(theirs)).length;
    const what = `events that ${view} of ${story.name} shows only to ${one.who} or ${other.who}`;
    must.on(law).that(differ === 0, what, 'none', `${differ}`);
  }
}

const idsOf = (list: readonly Shown[]): readonly (string | null)[] => list.map(({ id }) => id);

function judgeFact(must: Must, story: Story, fact: Fact, looks: readonly Look[]): void {
  const all = looks.flatMap(({ who, album }) =>
    testimonies(fact, album).map((one) => ({ ...one, who })),
  );
  // Where every view shows something else, they agree, and whatever did not take effect is to blame.
  if (!all.some(({ says }) => says === fact.owed)) return;
  for (const { who, view, law, says } of all) {
    const what = `${fact.word} in ${story.name} by ${view}, as ${who} sees it`;
    must.on(law).that(says === fact.owed, what, fact.owed ?? 'nothing', says ?? 'nothing');
  }
}

function testimonies(fact: Fact, album: Album): readonly Testimony[] {
  const { type, key, field } = fact;
  const slot = slotOf(type, key);
  const told: Testimony[] = [];
  const tell = (view: string, law: RequirementId, content: unknown): void => {
    const value = at(content, field);
    told.push({ view, law, says: typeof value === 'string' ? value : null });
  };
  const listed = (list: readonly Shown[]): unknown => current(list).get(slot)?.content;
  if (type === 'm.room.member') {
    const seen = fact.owed === 'leave' ? 'GMEM-08' : 'GMEM-03';
    const law = fact.owed === null ? 'GMEM-07' : seen;
    if (album.member !== null)
      told.push({ view: 'get_membership', law, says: album.member.get(key) ?? null });
    if (album.members !== null) tell('get_members', 'MEMB-04', listed(album.members));
  }
  if (type === 'm.room.topic' && album.topic !== null)
    told.push({ view: 'get_topic', law: 'GTOPIC-03', says: album.topic.value });
  const piece = album.piece?.get(JSON.stringify([type, key]));
  if (piece !== undefined) tell('GET of one piece of state', 'STATE-03', piece);
  if (album.state !== null) tell('get_state_events', 'GST-04', listed(album.state));
  if (album.syncState !== null)
    tell('the state of initialSync', 'SYNC-10', listed(album.syncState));
  if (album.messages !== null)
    tell('get_messages', 'MSGS-16', folded(album.messages).get(slot)?.content);
  return told;
}

function judgeLists(must: Must, story: Story, who: Name, album: Album): void {
  const { members, state, syncState, messages, syncMessages } = album;
  const as = `as ${who} sees it`;
  if (state !== null) {
    const slots = crowded(state);
    const what = `slots that get_state_events of ${story.name} lists twice, ${as}`;
    must.on('GST-05').that(slots.length === 0, what, 'none', slots);
    const sent = state.filter(({ id }) => id !== null && story.sent.includes(id));
    const plain = `sent events that get_state_events of ${story.name} lists, ${as}`;
    must.on('GST-05').that(
      sent.length === 0,
      plain,
      'none',
      sent.map(({ type }) => type),
    );
  }
  if (members !== null) {
    const twice = crowded(members).length;
    const what = `users that get_members of ${story.name} lists twice, ${as}`;
    must.on('MEMB-11').that(twice === 0, what, 'none', `${twice}`);
  }
  if (state !== null && syncState !== null) {
    const differ = apart(idsOf(state), idsOf(syncState)).length;
    const what = `events that only get_state_events or only initialSync has of ${story.name}, ${as}`;
    must.on('SYNC-10').that(differ === 0, what, 'none', `${differ}`);
  }
  if (messages !== null) {
    const lost = story.sent.filter((id) => !idsOf(messages).includes(id)).length;
    const what = `sent events that get_messages of ${story.name} lacks, ${as}`;
    must.on('MSGS-03').that(lost === 0, what, 'none', `${lost}`);
  }
  const newest = story.sent.at(-1);
  if (syncMessages !== null && syncMessages.length > 0 && story.sentLast && newest !== undefined) {
    const there = idsOf(syncMessages).includes(newest);
    const what = `the newest event in the messages of initialSync of ${story.name}, ${as}`;
    must.on('SYNC-09').that(there, what, 'there', 'not there');
  }
  const lists = [state, syncState, messages, syncMessages].flatMap((list) => list ?? []);
  const twoFaced = confused(lists).length;
  const what = `event ids of ${story.name} that stand for two events`;
  must.on('MODEL-22').that(twoFaced === 0, what, 'none', `${twoFaced}`);
}
