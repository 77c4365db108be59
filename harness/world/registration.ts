import { createHmac, randomBytes } from 'node:crypto';
import { type Answer, type Exchange, isGatewayAnswer } from '../wire/exchange.ts';
import type { Redactor } from '../wire/redact.ts';
import type { Send } from '../wire/wire.ts';
import { isArray, isObject } from '../document/json.ts';
import { type Account, NoAccounts } from './accounts.ts';
import type { Target } from './target.ts';

/** One form of registration that servers offer. */
interface RegistrationForm {
  readonly name: string;
  attempt(context: RegistrationContext, localpart: string, password: string): Promise<Exchange>;
}

/** A target, and what making users there takes. */
export interface RegistrationContext {
  readonly target: Target;
  readonly send: Send;
  readonly redactor: Redactor;
  /** The shared secret for registration on servers of today; null where none was given. */
  readonly sharedSecret: string | null;
}

const post = (
  context: RegistrationContext,
  path: string,
  body: unknown,
  method = 'POST',
): Promise<Exchange> =>
  context.send({
    method,
    path,
    query: [],
    token: null,
    body: method === 'GET' ? null : JSON.stringify(body),
    contentType: method === 'GET' ? null : 'application/json',
    agent: 'rooms-conformance (accounts)',
    fresh: true,
  });

const interactive = (version: string): RegistrationForm => ({
  name: `${version} register with m.login.dummy`,
  attempt: (context, username, password) =>
    post(context, `${context.target.prefix}/_matrix/client/${version}/register`, {
      username,
      password,
      auth: { type: 'm.login.dummy' },
    }),
});

/** The forms of traps.md, "Getting users", oldest first: they are the ones of this declaration. */
const forms: readonly RegistrationForm[] = [
  {
    name: 'v1 register with user_id',
    attempt: (context, localpart, password) =>
      post(context, `${context.target.basePath}/register`, { user_id: localpart, password }),
  },
  {
    name: 'v1 register with m.login.password',
    attempt: (context, user, password) =>
      post(context, `${context.target.basePath}/register`, {
        type: 'm.login.password',
        user,
        password,
      }),
  },
  interactive('v3'),
  interactive('r0'),
];

const sharedSecretForm: RegistrationForm = {
  name: 'shared-secret registration',
  async attempt(context, username, password) {
    const path = `${context.target.prefix}/_synapse/admin/v1/register`;
    const first = await post(context, path, null, 'GET');
    const nonce = isObject(jsonOf(first)) ? fieldOf(jsonOf(first), 'nonce') : null;
    if (nonce === null) return first;
    const mac = createHmac('sha1', context.sharedSecret ?? '')
      .update([nonce, username, password, 'notadmin'].join('\0'))
      .digest('hex');
    return post(context, path, { nonce, username, password, admin: false, mac });
  },
};

/**
 * Makes users at the target: tries each form until one works, and keeps to that one.
 * @throws NoAccounts with every attempt and its answer when none works.
 */
export function createRegistrar(context: RegistrationContext): () => Promise<Account> {
  const run = randomBytes(4).toString('hex');
  let count = 0;
  let chosen: Promise<RegistrationForm> | null = null;

  const register = async (form: RegistrationForm, tries = 3): Promise<Account | Exchange> => {
    count += 1;
    const password = randomBytes(18).toString('base64url');
    context.redactor.learn(password);
    const exchange = await form.attempt(context, `conf-${run}-${count}`, password);
    const account = accountOf(exchange, context.redactor, password);
    if (account !== null) return account;
    return tries > 1 && isInterrupted(exchange) ? register(form, tries - 1) : exchange;
  };
  const choose = async (): Promise<{ form: RegistrationForm; first: Account }> => {
    const tried: string[] = [];
    for (const form of context.sharedSecret === null ? forms : [sharedSecretForm, ...forms]) {
      const result = await register(form);
      if ('userId' in result) return { form, first: result };
      tried.push(`  ${form.name}: ${summary(result, context.redactor)}`);
      // A target that does not answer one form will not answer the next, and each costs the deadline.
      if (result.answer.kind === 'none' && result.answer.why === 'timeout') break;
    }
    throw new NoAccounts(
      [
        'the target did not register a user. Tried:',
        ...tried,

        'Open registration on the target, or give users with --accounts FILE (user ids with tokens or passwords),',
        'or set ROOMS_CONFORMANCE_SHARED_SECRET to the registration secret of the target.',
      ].join('\n'),
    );
  };
  return async () => {
    if (chosen === null) {
      const choosing = choose();
      chosen = choosing.then(({ form }) => form);
      chosen.catch(() => {});
      return (await choosing).first;
    }
    const form = await chosen;
    const result = await register(form);
    if ('userId' in result) return result;
    throw new NoAccounts(
      `${form.name} worked before and now answers ${summary(result, context.redactor)}`,
    );
  };
}

/**
 * Logs a user in by password, with the declaration's own prefix first.
 * @throws NoAccounts with the answers when it fails.
 */
export async function login(
  context: RegistrationContext,
  userId: string,
  password: string,
): Promise<Account> {
  context.redactor.learn(password);
  const paths = [
    `${context.target.basePath}/login`,
    `${context.target.prefix}/_matrix/client/v3/login`,
    `${context.target.prefix}/_matrix/client/r0/login`,
  ];
  const answers: string[] = [];
  for (const path of paths) {
    const exchange = await post(context, path, {
      type: 'm.login.password',
      user: userId,
      password,
    });
    const account = accountOf(exchange, context.redactor, password);
    if (account !== null) return account;
    answers.push(`  POST ${path}: ${summary(exchange, context.redactor)}`);
  }
  throw new NoAccounts([`${userId} could not be logged in:`, ...answers].join('\n'));
}

/** Characters of all secrets in one answer. Nobody could hide longer ones, and no server of this API has them. */
const mostSecret = 8192;

function accountOf(exchange: Exchange, redactor: Redactor, password: string): Account | null {
  const json = jsonOf(exchange);
  const userId = fieldOf(json, 'user_id');
  const token = fieldOf(json, 'access_token');
  // An answer that cannot be used is quoted in messages, and its tokens must not be.
  const secrets = secretsOf(exchange);
  if (secrets === null) return null;
  for (const secret of secrets) redactor.learn(secret, userId ?? '');
  if (userId === null || token === null) return null;
  return { userId, token, password };
}

/** Whether a connection that ended or a gateway is in the way: another user may still be registered. */
const isInterrupted = ({ answer }: Exchange): boolean =>
  answer.kind === 'none' ? answer.why === 'reset' : isGatewayAnswer(answer);

/** Everything in an answer that looks like a secret; null where it is more than can be hidden. */
function secretsOf({ answer }: Pick<Exchange, 'answer'>): readonly string[] | null {
  if (answer.kind === 'none') return [];
  const { json, text } = answer.body;
  const told = [...text.matchAll(secretInText)].map(([, secret = '']) => secret);
  const secrets = [...new Set([...(json.ok ? secretsIn(json.value) : []), ...told])];
  return secrets.reduce((sum, { length }) => sum + length, 0) > mostSecret ? null : secrets;
}

/** What follows a word for a secret in a text that need not be JSON. */
const secretInText = /(?:token|secret|password)["'\\\s]*[:=>]["'\\\s]*([^\s"'\\&<>,;{}]{4,})/gi;

/** Every text under a key that speaks of a token, at any depth. */
function secretsIn(json: unknown): readonly string[] {
  if (isArray(json)) return json.flatMap(secretsIn);
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([key, value]) =>
    typeof value === 'string' && /token|secret|password/i.test(key) ? [value] : secretsIn(value),
  );
}

const answerOf = (exchange: Exchange): Answer | null =>
  exchange.answer.kind === 'answer' ? exchange.answer : null;

function jsonOf(exchange: Exchange): unknown {
  const json = answerOf(exchange)?.body.json;
  return json?.ok === true ? json.value : null;
}

function fieldOf(json: unknown, key: string): string | null {
  const value = isObject(json) ? json[key] : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

function summary({ answer }: Exchange, redactor: Redactor): string {
  if (answer.kind === 'none') return answer.detail;
  if (secretsOf({ answer }) === null)
    return `${answer.status}, with tokens or secrets of more than ${mostSecret} characters`;
  const text = redactor.text(answer.body.text.slice(0, 4000));
  return `${answer.status} ${text.replaceAll(/\s+/g, ' ').slice(0, 160)}`;
}
