import { isNickname, isRequirementId, type Nickname, type RequirementId } from './ids.ts';
import { isArray, isObject, stringAt } from './json.ts';
import { type Register, RegisterError } from './requirements.ts';
import { parseData } from './yaml.ts';

/** An operation, or a request that no operation declares. */
export type Site = Nickname | 'other';

/** Requirements whose violation can be the only reason why cases of others fail. */
export interface Link {
  readonly because: ReadonlySet<RequirementId>;
  readonly affects: ReadonlySet<RequirementId>;
  /** Counts only for what was seen in answers to this; null for any. */
  readonly at: Site | null;
  /** Whether it affects every requirement; left out, it does not. */
  readonly affectsAll?: boolean;
  /** Counts only for what was seen in another room than one in which the operation was accepted; left out, for all. */
  readonly elsewhere?: boolean;
}

const known = ['because', 'affects', 'at', 'elsewhere'];

/**
 * Reads attribution.yaml. In a list of requirements, `BAN-*` stands for all whose id begins so.
 * @throws RegisterError for an unknown key, id or operation, and for a pattern that matches nothing
 */
export function parseLinks(file: string, text: string, register: Register): readonly Link[] {
  const entries = parseData(text);
  if (!isArray(entries)) throw new RegisterError(`${file}: expected a list of links`);
  return entries.map((entry, index): Link => {
    const where = `${file}: link ${index + 1}`;
    if (!isObject(entry)) throw new RegisterError(`${where} is not an object`);
    const unknown = Object.keys(entry).find((key) => !known.includes(key));
    if (unknown !== undefined) throw new RegisterError(`${where} has an unknown key ${unknown}`);
    const at = stringAt(entry, 'at');
    if (at !== '' && at !== 'other' && !isNickname(at))
      throw new RegisterError(`${where} refers to an unknown operation ${at}`);
    const { elsewhere = false } = entry;
    if (typeof elsewhere !== 'boolean')
      throw new RegisterError(`${where}: elsewhere must be true or false`);
    const all = isArray(entry['affects']) && entry['affects'].includes('*');
    return {
      because: idsIn(entry['because'], register, where),
      affects: idsIn(entry['affects'], register, where),
      at: at === '' ? null : at,
      ...(elsewhere ? { elsewhere } : {}),
      ...(all && !elsewhere ? { affectsAll: true } : {}),
    };
  });
}

function idsIn(list: unknown, register: Register, where: string): ReadonlySet<RequirementId> {
  if (!isArray(list)) throw new RegisterError(`${where} needs the lists because and affects`);
  return new Set(list.flatMap((word) => matching(String(word), register, where)));
}

function matching(word: string, register: Register, where: string): readonly RequirementId[] {
  if (isRequirementId(word) && register.has(word)) return [word];
  const ids = word.endsWith('*')
    ? [...register.keys()].filter((id) => id.startsWith(word.slice(0, -1)))
    : [];
  if (ids.length > 0 && ids.every(isRequirementId)) return ids;
  throw new RegisterError(`${where} refers to ${word}, which is not in the register`);
}
