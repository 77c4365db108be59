import { stringAt } from '../../harness/document/json.ts';
import type { ClientParts, Outgoing } from '../reference/parts.ts';
import type { WrongClient } from './wrong-client.ts';

type Content = Readonly<Record<string, unknown>>;

/** Changes each request just before it is sent. */
const outgoing =
  (spoil: (right: Outgoing) => Outgoing): WrongClient['change'] =>
  ({ sendOnce }) => ({
    sendOnce(user, right) {
      return sendOnce.call(this, user, spoil(right));
    },
  });

/** Changes what bodies hold. */
const content =
  (spoil: (right: Content) => unknown): WrongClient['change'] =>
  () => ({ bodyOf: (right) => JSON.stringify(spoil(right)) });

const without = (key: string): WrongClient['change'] =>
  content((right) => Object.fromEntries(Object.entries(right).filter(([name]) => name !== key)));

const isWrite = ({ method }: Outgoing): boolean => method !== 'GET';

/** Clients that send wrong requests. */
export const wrongRequests: Readonly<Record<string, WrongClient>> = {
  'asks-below-another-path': {
    summary: 'It asks for the members of a room under /member.',
    violates: ['CLIENT-01'],
    change: outgoing((right) => ({ ...right, path: right.path.replace('/members', '/member') })),
  },
  'sets-topics-by-post': {
    summary: 'It sets topics by POST.',
    violates: ['CLIENT-01'],
    change: outgoing((right) =>
      right.method === 'PUT' && right.path.endsWith('/m.room.topic')
        ? { ...right, method: 'POST' }
        : right,
    ),
  },
  'encodes-twice': {
    summary: 'It encodes the values of a path twice.',
    violates: ['CLIENT-02'],
    change: () => ({ encode: (value) => encodeURIComponent(encodeURIComponent(value)) }),
  },
  'leaves-slashes': {
    summary: 'It leaves the slashes in the values of a path as they are.',
    violates: ['CLIENT-02'],
    change: ({ encode }) => ({ encode: (value) => value.split('/').map(encode).join('/') }),
  },
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
  'no-token-for-reads': {
    summary: 'It reads without an access token.',
    violates: ['CLIENT-07'],
    change: ({ sendOnce }) => ({
      sendOnce(user, right) {
        const credentials: ClientParts['credentials'] = () => ({ headers: {}, query: [] });
        return isWrite(right)
          ? sendOnce.call(this, user, right)
          : sendOnce.call({ ...this, credentials }, user, right);
      },
    }),
  },
  'limit-in-words': {
    summary: 'It asks for pages of fifty events in words.',
    violates: ['CLIENT-08'],
    change: outgoing((right) => ({
      ...right,
      query: right.query.map(([name, value]) => [name, name === 'limit' ? 'fifty' : value]),
    })),
  },
  'limit-with-a-point': {
    summary: 'It asks for pages of fifty and a half events.',
    violates: ['CLIENT-08'],
    change: outgoing((right) => ({
      ...right,
      query: right.query.map(([name, value]) => [name, name === 'limit' ? '50.5' : value]),
    })),
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
  'token-twice': {
    summary: 'It sends the access token in the query and in the header.',
    violates: ['CLIENT-28'],
    change: () => ({
      credentials: ({ token }) => ({
        headers: { authorization: `Bearer ${token}` },
        query: [['access_token', token]],
      }),
    }),
  },
  'latin-1': {
    summary: 'It encodes bodies in Latin-1.',
    violates: ['CLIENT-29'],
    change: ({ bodyOf }) => ({
      bodyOf: (right) => new Uint8Array(Buffer.from(String(bodyOf(right)), 'latin1')),
    }),
  },
};
