import { stringAt } from '../../../harness/document/json.ts';
import { roomOf, text } from '../../reference/handlers.ts';
import { content, outgoing, without } from '../spoil.ts';
import type { WrongClient } from '../changed-client.ts';

/** Clients that send wrong bodies. */
export const wrongBodies: Readonly<Record<string, WrongClient>> = {
  'sends-no-body': {
    summary: 'It sends no body with a topic.',
    violates: ['CLIENT-03'],
    change: outgoing((right) =>
      right.path.endsWith('/m.room.topic') ? { ...right, body: null } : right,
    ),
  },
  'sends-no-body-of-messages': {
    summary: 'It sends no body with a message.',
    violates: ['CLIENT-03'],
    change: outgoing((right) =>
      right.path.includes('/send/m.room.message/') ? { ...right, body: null } : right,
    ),
  },
  'body-in-a-list': {
    summary: 'It puts bodies into a list.',
    violates: ['CLIENT-04', 'CLIENT-24', 'CLIENT-26'],
    change: content((right) => [right]),
  },
  'body-in-a-string': {
    summary: 'It sends bodies as JSON in a JSON string.',
    violates: ['CLIENT-04', 'CLIENT-24', 'CLIENT-26'],
    change: content((right) => JSON.stringify(right)),
  },
  'no-msgtype': {
    summary: 'Its messages have no msgtype.',
    violates: ['CLIENT-04'],
    change: without('msgtype'),
  },
  'topic-is-an-object': {
    summary: 'Its topics are objects.',
    violates: ['CLIENT-04'],
    change: content((right) =>
      'topic' in right ? { ...right, topic: { text: right['topic'] } } : right,
    ),
  },
  'no-membership': {
    summary: 'It sets memberships without saying which.',
    violates: ['CLIENT-04'],
    change: without('membership'),
  },
  'visibility-in-capitals': {
    summary: 'It writes the visibility in capitals.',
    violates: ['CLIENT-05'],
    change: content((right) =>
      'visibility' in right
        ? { ...right, visibility: stringAt(right, 'visibility').toUpperCase() }
        : right,
    ),
  },
  'membership-invited': {
    summary: 'It calls the membership invited.',
    violates: ['CLIENT-05'],
    change: content((right) =>
      right['membership'] === 'invite' ? { ...right, membership: 'invited' } : right,
    ),
  },
  'feedback-seen': {
    summary: 'Its feedback is of the type seen.',
    violates: ['CLIENT-05'],
    change: content((right) => (right['type'] === 'read' ? { ...right, type: 'seen' } : right)),
  },
  'body-is-text': {
    summary: 'It says that its bodies are plain text.',
    violates: ['CLIENT-06'],
    change: () => ({ contentType: 'text/plain' }),
  },
  'body-is-a-form': {
    summary: 'It says that its bodies are forms.',
    violates: ['CLIENT-06'],
    change: () => ({ contentType: 'application/x-www-form-urlencoded' }),
  },
  'placeholder-in-messages': {
    summary: 'It sends the placeholder of the declaration with its messages.',
    violates: ['CLIENT-09'],
    change: content((right) =>
      'msgtype' in right ? { ...right, _msgtype_defined_keys_: '' } : right,
    ),
  },
  'invites-without-a-user': {
    summary: 'Its invites call the user user.',
    violates: ['CLIENT-27'],
    change: content(({ user_id: user, ...rest }) =>
      user === undefined ? rest : { ...rest, user },
    ),
  },
  'topic-under-another-key': {
    summary: 'It calls the topic of a room title.',
    violates: ['CLIENT-27'],
    change: content(({ topic, ...rest }) =>
      topic === undefined || Object.keys(rest).length > 0 ? { ...rest, topic } : { title: topic },
    ),
  },
  'latin-1': {
    summary: 'It encodes bodies in Latin-1.',
    violates: ['CLIENT-29'],
    change: ({ bodyOf }) => ({
      bodyOf: (right) => new Uint8Array(Buffer.from(String(bodyOf(right)), 'latin1')),
    }),
  },
  'creates-rooms-without-a-body': {
    summary: 'It sends no body with a room that it creates.',
    violates: ['CLIENT-03'],
    change: outgoing((right) =>
      right.path.startsWith('/createRoom') ? { ...right, body: null } : right,
    ),
  },
  'feedback-about-nothing': {
    summary: 'Its feedback does not say which event it is about.',
    violates: ['CLIENT-04'],
    change: without('target_event_id'),
  },
  'membership-joined': {
    summary: 'It calls the membership of a member joined, and that of others by their names.',
    violates: ['CLIENT-05'],
    change: content((right) =>
      right['membership'] === 'join' ? { ...right, membership: 'joined' } : right,
    ),
  },
  'body-of-no-type': {
    summary: 'It does not say what its bodies are.',
    violates: ['CLIENT-06'],
    change: ({ bodyOf }) => ({
      bodyOf: (right) => new Uint8Array(Buffer.from(String(bodyOf(right)))),
      contentType: '',
    }),
  },
  'placeholder-in-events': {
    summary: 'It sends the placeholder of the declaration with the content of events.',
    violates: ['CLIENT-09'],
    change: content((right) =>
      'msgtype' in right || 'visibility' in right
        ? right
        : { ...right, __event_content_keys__: '' },
    ),
  },
  'bans-by-name': {
    summary: 'It calls the user of a ban target.',
    violates: ['CLIENT-27'],
    change: ({ instead, bodyOf }) => ({
      instead: {
        ...instead,
        ban: async ({ tell, parts }, args) => {
          const path = `${roomOf(parts, args)}/ban`;
          await tell({ method: 'POST', path, content: { target: text(args, 'userId') } });
          return {};
        },
      },
      bodyOf,
    }),
  },
  'utf-16': {
    summary: 'It encodes bodies in UTF-16.',
    violates: ['CLIENT-29'],
    change: ({ bodyOf }) => ({
      bodyOf: (right) => new Uint8Array(Buffer.from(String(bodyOf(right)), 'utf16le')),
    }),
  },
};
