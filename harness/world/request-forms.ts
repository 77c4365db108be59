import { randomUUID } from 'node:crypto';
import type { Profile } from '../document/profile.ts';
import type { WireRequest } from '../wire/exchange.ts';

type Form = Pick<WireRequest, 'method' | 'path' | 'query'>;

/** Whether events are sent by PUT with a txnId alone. */
export const sendsByPut = (profile: Profile): boolean =>
  profile.changeOf('SEND-01')?.request === 'PUT with a txnId';

/**
 * A request in the form that a profile asks for. Later versions send events by PUT with a txnId alone, join by alias
 * with POST, and give no page of messages without a direction.
 * @param request with a path below the base path
 * @param mayLackDir whether a page of messages may be asked for without a direction all the same
 */
export function inFormOf<R extends Form>(profile: Profile, request: R, mayLackDir = true): R {
  const { method, path, query } = request;
  if (method === 'POST' && sendsByPut(profile)) {
    const sends = /^\/rooms\/[^/]+\/send\/[^/]+$/.test(path);
    return sends ? { ...request, method: 'PUT', path: `${path}/${randomUUID()}` } : request;
  }
  if (method === 'PUT' && profile.changeOf('JID-01')?.request === 'POST') {
    return /^\/join\/[^/]+$/.test(path) ? { ...request, method: 'POST' } : request;
  }
  const needsDir = profile.changeOf('MSGS-06')?.query?.includes('dir') === true || !mayLackDir;
  if (method === 'GET' && needsDir) {
    const pages = /^\/rooms\/[^/]+\/messages$/.test(path);
    const directed = query.some(([key]) => key === 'dir');
    return pages && !directed ? { ...request, query: [...query, ['dir', 'b']] } : request;
  }
  return request;
}
