import { createRedactor } from '../harness/wire/redact.ts';

/** Puts something in the place of each secret: the same for the same secret, so that who sent what can still be told. */
export interface StandIns {
  /** Learns an access token, a password or a cookie. @returns what stands in its place */
  readonly learn: (secret: string) => string;
  /** A text in which every secret that was learned is replaced. */
  readonly text: (text: string) => string;
  /** The same, and no long part of a secret is left: for texts whose exact words matter to nobody. */
  readonly prose: (text: string) => string;
}

/** Shorter secrets are replaced where they stand, and not wherever their letters are. */
const shortest = 8;

/** Parts of longer secrets are hidden as well: targets cut what they repeat. */
const longEnoughForParts = 16;

/** Makes stand-ins that know no secret yet. They look like access tokens: `stand-in-1`. */
export function createStandIns(): StandIns {
  const made = new Map<string, string>();
  const found = createFinder();
  const parts = createRedactor();
  return {
    learn(secret) {
      const known = made.get(secret);
      if (known !== undefined) return known;
      const standIn = `stand-in-${made.size + 1}`;
      made.set(secret, standIn);
      if (secret.length < shortest || isId(secret)) return standIn;
      for (const form of formsOf(secret)) found.add(form, standIn);
      if (secret.length >= longEnoughForParts) parts.learn(secret);
      return standIn;
    },
    text: found.replace,
    prose: (text) => parts.text(found.replace(text)),
  };
}

/** Somebody sent an id in the place of a token. It is not secret, and stands in many other places. */
const isId = (secret: string): boolean => /^[@!#$][^:]*:\S+$/.test(secret);

/** A secret as it is, percent-encoded, and inside JSON. */
const formsOf = (secret: string): ReadonlySet<string> => {
  const escaped = JSON.stringify(secret).slice(1, -1);
  const encoded = encodeURIComponent(secret.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
  return new Set([secret, encoded, escaped, escaped.replaceAll('/', String.raw`\/`)]);
};

/** Finds many texts in others, in a time that does not grow with their number. */
interface Finder {
  readonly add: (wanted: string, standIn: string) => void;
  readonly replace: (text: string) => string;
}

function createFinder(): Finder {
  /** By their first characters, the longest first. */
  const byBeginning = new Map<string, (readonly [wanted: string, standIn: string])[]>();
  const beginnings = new Uint8Array(2 ** 16);
  const slotOf = (text: string, index: number): number =>
    ((text.charCodeAt(index) << 8) ^ text.charCodeAt(index + 1)) & 0xff_ff;
  return {
    add(wanted, standIn) {
      const beginning = wanted.slice(0, shortest);
      const list = [...(byBeginning.get(beginning) ?? []), [wanted, standIn] as const];
      byBeginning.set(
        beginning,
        list.toSorted(([a], [b]) => b.length - a.length),
      );
      beginnings[slotOf(wanted, 0)] = 1;
    },
    replace(text) {
      let [result, kept] = ['', 0];
      for (let i = 0; i + shortest <= text.length; i += 1) {
        if (beginnings[slotOf(text, i)] !== 1) continue;
        const candidates = byBeginning.get(text.slice(i, i + shortest)) ?? [];
        const hit = candidates.find(([wanted]) => text.startsWith(wanted, i));
        if (hit === undefined) continue;
        result += text.slice(kept, i) + hit[1];
        kept = i + hit[0].length;
        i = kept - 1;
      }
      return kept === 0 ? text : result + text.slice(kept);
    },
  };
}
