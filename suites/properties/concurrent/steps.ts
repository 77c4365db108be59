import { at } from '../../../harness/world/answers.ts';
import type { Together } from '../../../harness/model/race.ts';

/** A race as it comes from a file; null where it is none, or where one of its acts is none. */
export function readRace<Act>(
  value: unknown,
  readAct: (act: unknown) => Act | null,
): Together<Act> | null {
  const given = at(value, 'acts');
  if (at(value, 'do') !== 'together' || !Array.isArray(given)) return null;
  const acts = given.map(readAct).filter((act) => act !== null);
  return acts.length === given.length && acts.length > 0 ? { do: 'together', acts } : null;
}
