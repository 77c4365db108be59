/** A step of a guide: a request, and the response that the guide shows. */
export interface Step {
  readonly title: string;
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly body?: string;
  readonly status?: number;
  readonly response?: string;
}

const room = '%21asfLdzLnOdGRkdPZWu:localhost';

/** A guide from nothing to messages, in the manner of 2014. */
export const guide = {
  register: {
    title: 'Make an account',
    method: 'POST',
    path: '/register',
    body: '{"user":"walter", "password":"wordpass", "type":"m.login.password"}',
    response: `{
    "access_token": "QHdhbHRlcjpsb2NhbGhvc3Q.AqdSzFmFYrLrTmteXc",
    "home_server": "localhost",
    "user_id": "@walter:localhost"
}`,
  },
  login: {
    title: 'Log in',
    method: 'POST',
    path: '/login',
    body: '{"type":"m.login.password", "user":"walter", "password":"wordpass"}',
    response: `{
    "access_token": "QHdhbHRlcjpsb2NhbGhvc3Q.vRDLTgxefmKWQEtgGd",
    "home_server": "localhost",
    "user_id": "@walter:localhost"
}`,
  },
  create: {
    title: 'Create a room',
    method: 'POST',
    path: '/createRoom',
    body: '{"room_alias_name":"workshop", "visibility":"public"}',
    response: `{
    "room_alias": "#workshop:localhost",
    "room_id": "!asfLdzLnOdGRkdPZWu:localhost"
}`,
  },
  send: {
    title: 'Send a message',
    method: 'POST',
    path: `/rooms/${room}/send/m.room.message`,
    body: '{"msgtype":"m.text", "body":"hello"}',
    response: `{
    "event_id": "YUwRidLecu"
}`,
  },
  topic: {
    title: 'Set the topic',
    method: 'PUT',
    path: `/rooms/${room}/state/m.room.topic`,
    body: '{"topic":"Tools"}',
    response: '{}',
  },
  invite: {
    title: 'Invite a friend',
    method: 'POST',
    path: `/rooms/${room}/invite`,
    body: '{"user_id":"@friend:localhost"}',
    response: '{}',
  },
  feedback: {
    title: 'Say that a message was read',
    method: 'PUT',
    path: `/rooms/${room}/send/m.room.message.feedback/txn1`,
    body: '{"target_event_id":"YUwRidLecu", "type":"read"}',
    response: '{"event_id": "WpmTgsNWUZ"}',
  },
  member: {
    title: 'Is the friend there?',
    method: 'GET',
    path: `/rooms/${room}/state/m.room.member/@friend:localhost`,
    response: '{"membership": "invite"}',
  },
  join: {
    title: 'Join by the alias',
    method: 'PUT',
    path: '/join/%23workshop:localhost',
    body: '{}',
    response: '{"room_id": "!asfLdzLnOdGRkdPZWu:localhost"}',
  },
  messages: {
    title: 'What was said',
    method: 'GET',
    path: `/rooms/${room}/messages`,
    query: 'limit=10',
    response: `{
    "chunk": [
        {
            "content": {"body": "hello", "msgtype": "m.text"},
            "event_id": "YUwRidLecu",
            "room_id": "!asfLdzLnOdGRkdPZWu:localhost",
            "type": "m.room.message",
            "user_id": "@walter:localhost"
        }
    ],
    "end": "s39_18_0",
    "start": "t1-11_18_0"
}`,
  },
  state: {
    title: 'The state of the room',
    method: 'GET',
    path: `/rooms/${room}/state`,
    response: `[
    {
        "event_id": "dMUoqVTZca",
        "room_id": "!asfLdzLnOdGRkdPZWu:localhost",
        "state_key": "",
        "type": "m.room.create"
    }
]`,
  },
} as const satisfies Readonly<Record<string, Step>>;

export type StepName = keyof typeof guide;

/** The steps of the guide, some of them changed. */
export const stepsWith = (changes: Partial<Record<StepName, Partial<Step>>>): readonly Step[] =>
  Object.entries(guide).map(([name, step]) => {
    const change = Object.entries(changes).find(([key]) => key === name)?.[1];
    return { ...step, ...change };
  });

const base = '/_matrix/client/api/v1';
const isOpen = (path: string): boolean => path === '/register' || path === '/login';
const queryOf = ({ path, query }: Step): string =>
  [
    ...(isOpen(path) ? [] : ['access_token=YOUR_ACCESS_TOKEN']),
    ...(query === undefined ? [] : [query]),
  ].join('&');

const targetOf = (step: Step): string => {
  const query = queryOf(step);
  return `${step.path.startsWith('/_') || step.path.startsWith('//') ? '' : base}${step.path}${query === '' ? '' : `?${query}`}`;
};

const curl = (step: Step): string =>
  `curl -X${step.method}${step.body === undefined ? '' : ` -d '${step.body}'`} "http://localhost:8008${targetOf(step)}"`;

const indented = (text: string, by: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? line : by + line))
    .join('\n');

const status = (code: number): string => `HTTP/1.1 ${code} ${code === 200 ? 'OK' : 'Other'}`;

const message = (step: Step): string => {
  const { method, body, response, status: code = 200 } = step;
  const request = [
    `${method} ${targetOf(step)} HTTP/1.1`,
    'Host: localhost:8008',
    ...(body === undefined ? [] : ['Content-Type: application/json', '', body]),
  ];
  const answer =
    response === undefined
      ? []
      : ['', status(code), 'Content-Type: application/json', '', response];
  return [...request, ...answer].join('\n');
};

const curlAnswer = (step: Step): string => {
  if (step.response === undefined) return '';
  return step.status === undefined ? step.response : `${status(step.status)}\n\n${step.response}`;
};

/** The guide in every format, by the ending of its name. */
export const printers: Readonly<Record<string, (steps: readonly Step[]) => string>> = {
  'curl.md': (steps) =>
    steps
      .map(
        (step) =>
          `## ${step.title}\n\n\`\`\`sh\n${curl(step)}\n\`\`\`\n\nThe answer:\n\n\`\`\`${step.status === undefined ? 'json' : 'http'}\n${curlAnswer(step)}\n\`\`\`\n`,
      )
      .join('\n'),
  'list.md': (steps) =>
    steps
      .map((step, i) => {
        const block = ['```console', `$ ${curl(step)}`, ...curlAnswer(step).split('\n'), '```'];
        return [`${i + 1}. ${step.title}`, '', ...block.map((line) => `   > ${line}`), ''].join(
          '\n',
        );
      })
      .join('\n'),
  'http.md': (steps) =>
    steps.map((step) => `## ${step.title}\n\n\`\`\`http\n${message(step)}\n\`\`\`\n`).join('\n'),
  rst: (steps) =>
    steps
      .map(
        (step) =>
          `${step.title}\n${'-'.repeat(step.title.length)}\nLike this::\n\n${indented(`${curl(step)}\n\n${curlAnswer(step)}`, '    ')}\n`,
      )
      .join('\n'),
  'code.rst': (steps) =>
    steps
      .map(
        (step) =>
          `${step.title}\n${'='.repeat(step.title.length)}\n\n.. code-block:: http\n   :linenos:\n\n${indented(message(step), '   ')}\n`,
      )
      .join('\n'),
  adoc: (steps) =>
    steps
      .map(
        (step) =>
          `== ${step.title}\n\n[source,bash]\n----\n${curl(step)}\n\n${curlAnswer(step)}\n----\n`,
      )
      .join('\n'),
  json: (steps) =>
    `[\n${steps
      .map((step) => {
        const answer = `"response": {"status": ${step.status ?? 200}, "body": ${step.response ?? 'null'}}`;
        const body = step.body === undefined ? '' : `, "body": ${step.body}`;
        return `{"request": {"method": ${JSON.stringify(step.method)}, "url": ${JSON.stringify(`http://localhost:8008${targetOf(step)}`)}${body}}, ${answer}}`;
      })
      .join(',\n')}\n]\n`,
  har: (steps) =>
    JSON.stringify(
      {
        log: {
          version: '1.2',
          entries: steps.map((step) => ({
            request: {
              method: step.method,
              url: `http://localhost:8008${targetOf(step)}`,
              headers: [{ name: 'Content-Type', value: 'application/json' }],
              ...(step.body === undefined
                ? {}
                : { postData: { mimeType: 'application/json', text: step.body } }),
            },
            response: {
              status: step.status ?? 200,
              headers: [],
              content: { mimeType: 'application/json', text: step.response ?? '' },
            },
          })),
        },
      },
      null,
      2,
    ),
};
