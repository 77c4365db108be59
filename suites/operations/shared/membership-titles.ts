import type { Row } from './membership-rows.ts';

/** A phrase in an id, and the same phrase in a title. */
type Phrase = readonly [id: string, title: string];

const actors: Readonly<Record<'creator' | 'member', Phrase>> = {
  creator: ['creator', 'The creator'],
  member: ['member', 'A member with the default power level'],
};

/** What is refused to everybody who asks it about somebody else. */
const refusedToSeveral: Readonly<
  Record<Row['requested'], readonly [who: Phrase, request: Phrase]>
> = {
  invite: [
    ['outsider', 'An outsider'],
    ['invite-into', 'invite anyone, and a member nobody who is a member, into'],
  ],
  join: [
    ['user', 'A user, the creator included,'],
    ['make-others-join', 'make another user join'],
  ],
  leave: [
    ['user-without-power', 'A user without power, whether in it or not,'],
    ['kick-from', 'kick anyone from'],
  ],
  ban: [
    ['user-without-power', 'A user without power, whether in it or not,'],
    ['ban-from', 'ban anyone from'],
  ],
};

/** What an actor asks about somebody else, by the request and by what the target was before. */
const requests: Readonly<Record<string, Phrase>> = {
  'invite: none invite left kicked': [
    'invite-into',
    'invite anyone who is neither a member nor banned into',
  ],
  'leave: join': ['kick-from', 'kick a member from'],
  'ban: invite join': ['ban-from', 'ban an invited user or a member from'],
};

/** Users who ask for a change of their own membership, by the request and by what they were before. */
const requestsOfOneself: Readonly<Record<string, readonly [who: Phrase, request: Phrase]>> = {
  'invite: none join left kicked ban': [
    ['user', 'A user'],
    ['invite-itself-into', 'invite itself into'],
  ],
  'join: invite join': [
    ['invited-user', 'An invited user or a member'],
    ['join', 'join'],
  ],
  'join: none left kicked ban': [
    ['uninvited-user', 'A user who is not invited'],
    ['join', 'join'],
  ],
  'join: none invite join left kicked': [
    ['user', 'Any user who is not banned'],
    ['join', 'join'],
  ],
  'join: ban': [
    ['banned-user', 'A banned user'],
    ['join', 'join'],
  ],
  'leave: join': [
    ['member', 'A member'],
    ['leave', 'leave'],
  ],
  'leave: none ban': [
    ['stranger-or-banned-user', 'A stranger or a banned user'],
    ['leave', 'leave'],
  ],
  'ban: none invite join left kicked': [
    ['user', 'A user with the default power level'],
    ['ban-itself-from', 'ban itself from'],
  ],
};

const requestLines: Readonly<Record<Row['requested'], string>> = {
  invite: 'POST /invite',
  join: 'POST /join',
  leave: 'POST /leave',
  ban: 'POST /ban',
};

/** The last part of a row's case id, and the title: one sentence about the server. */
export function namesOf(row: Row): { readonly id: string; readonly title: string } {
  const [who, request] = phrasesOf(row);
  const can = row.kind === 'allowed' ? 'can' : 'cannot';
  const sentence = `${who[1]} ${can} ${request[1]} a ${row.visibility} room`;
  const line = row.form === 'short' ? requestLines[row.requested] : 'PUT /state/m.room.member';
  return {
    id: `${who[0]}-${can}-${request[0]}-${row.visibility}-room`,
    title: `${sentence} (${line})`,
  };
}

/** @throws RangeError when the table has a row that nobody has given words yet */
function phrasesOf({ actor, requested, cells }: Row): readonly [Phrase, Phrase] {
  if (actor === 'several') return refusedToSeveral[requested];
  const key = `${requested}: ${cells.map(({ prior }) => prior).join(' ')}`;
  if (actor === 'self') {
    const own = requestsOfOneself[key];
    if (own !== undefined) return own;
  } else if (actor === 'creator' || actor === 'member') {
    const request = requests[key];
    if (request !== undefined) return [actors[actor], request];
  }
  throw new RangeError(`the row "${actor} ${key}" of the membership table has no title yet`);
}
