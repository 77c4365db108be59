import type { World } from './world.ts';
import { read } from './messages.ts';

/**
 * Lets a user of a world do something that no client of the world did: it takes effect, and stands in no journal.
 * @param user a name of the state document
 * @param path below the base path of the API, encoded
 * @throws Error where the server refuses it
 */
export async function askAsAnother(
  { home, names }: World,
  user: string,
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  content: object | null,
): Promise<void> {
  const token = names.users[user]?.token ?? '';
  const head = {
    method,
    url: `/_matrix/client/api/v1${path}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  };
  const body = Buffer.from(content === null ? '' : JSON.stringify(content));
  const { status, body: told } = await home.dispatch(read(head, body, home).request);
  if (status !== 200) throw new Error(`${method} ${path} was answered ${status}: ${String(told)}`);
}
