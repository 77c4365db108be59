import type { RecordedExchange, Skip } from './exchange.ts';
import { originOf, readAnyEntry } from './entries/read.ts';
import { isTarget, patternsFor, type RecordingFormat } from './format.ts';
import type { Pattern } from './scan/pattern.ts';
import { type Element, Scanner } from './scan/scanner.ts';
import type { ElementLimits } from './scan/taken.ts';
import { NotARecording, plainText } from './text.ts';

/** What reading a recording yields. */
export type RecordingItem =
  | { readonly kind: 'exchange'; readonly exchange: RecordedExchange }
  | { readonly kind: 'skipped'; readonly why: Skip }
  | {
      readonly kind: 'unreadable';
      readonly entry: number;
      readonly line: number;
      /** Words that follow "entry 3". */
      readonly why: string;
      /** How many entries there are of the kind, one behind the other. */
      readonly count: number;
    }
  /** Comes last. */
  | RecordingEnd;

/** How a recording ended. */
export interface RecordingEnd {
  readonly kind: 'end';
  readonly entries: number;
  readonly line: number;
  /** Why it is not whole, as words that follow its name; null where it is. */
  readonly broken: string | null;
  /** Entries whose text was not UTF-8 and was read as Latin-1. */
  readonly latin1: number;
}

/** How to read a recording. */
export interface ReadOptions {
  /** The number of the file. */
  readonly file: number;
  /** Null for any format. */
  readonly format: RecordingFormat | null;
}

/** Bytes of one entry and of one text in it; an answer of this API that is longer is not judged in a run either. */
const limits: ElementLimits = {
  bytes: 16 * 1024 * 1024,
  text: 4 * 1024 * 1024,
  values: 1_000_000,
  depth: 500,
};

/** Longer texts are looked at in pieces of this many bytes, since a text is cut where a piece ends. */
const piece = 64 * 1024;

/** Bytes that are looked at to know the format. */
const beginning = 64 * 1024;

/**
 * Reads a recording entry by entry, whatever its length. Entries that cannot be read are told, and where a recording that
 * is not whole ends.
 * @throws NotARecording where it is none from its first byte on
 */
export async function* readRecording(
  source: AsyncIterable<Uint8Array>,
  { file, format }: ReadOptions,
): AsyncGenerator<RecordingItem> {
  const reader = new Reader(file, format);
  let failed: string | null = null;
  try {
    for await (const bytes of plainText(source)) {
      for (let from = 0; from < bytes.length; from += piece)
        yield* reader.push(bytes.subarray(from, from + piece));
      if (reader.isBroken) break;
    }
  } catch (error) {
    // A file that cannot be read on, or gzip that is damaged: what came before can be judged.
    if (error instanceof NotARecording) throw error;
    if (!reader.hasBegun) throw isOfGzip(error) ? new NotARecording('is damaged gzip') : error;
    failed = `cannot be read on: ${error instanceof Error ? error.message : String(error)}`;
  }
  yield* reader.end(failed);
}

/** Whether an error says that packed bytes cannot be unpacked. */
const isOfGzip = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');

class Reader {
  readonly #file: number;
  readonly #format: RecordingFormat | null;
  #patterns: readonly Pattern[] = [];
  #scanner: Scanner | null = null;
  #head: Uint8Array = new Uint8Array();
  #entries = 0;
  #latin1 = 0;
  #origin = 'http://target.invalid';
  readonly #clock = new CaseClock();

  constructor(file: number, format: RecordingFormat | null) {
    this.#file = file;
    this.#format = format;
  }

  get isBroken(): boolean {
    return this.#scanner?.isBroken === true;
  }

  get hasBegun(): boolean {
    return this.#scanner !== null;
  }

  *push(bytes: Uint8Array): Generator<RecordingItem> {
    if (this.#scanner !== null) return yield* this.#items(this.#scanner.push(bytes));
    this.#head = Buffer.concat([this.#head, bytes]);
    if (this.#head.length >= beginning) yield* this.#begin();
  }

  *end(failed: string | null): Generator<RecordingItem> {
    if (this.#scanner === null) yield* this.#begin();
    const { line, broken } = this.#scanner?.end() ?? { line: 1, broken: null };
    const entries = this.#entries;
    yield { kind: 'end', entries, line, broken: failed ?? broken, latin1: this.#latin1 };
  }

  *#begin(): Generator<RecordingItem> {
    const text = new TextDecoder().decode(this.#head.subarray(0, beginning));
    this.#patterns = patternsFor(text, this.#format);
    this.#scanner = new Scanner(this.#patterns, limits);
    for (let from = 0; from < this.#head.length; from += piece)
      yield* this.#items(this.#scanner.push(this.#head.subarray(from, from + piece)));
    this.#head = new Uint8Array();
  }

  *#items(elements: readonly Element[]): Generator<RecordingItem> {
    let nothing: Unreadable[] = [];
    for (const element of elements) {
      const isNothing = element.bytes !== null && element.bytes.length < shortestEntry;
      if (isNothing && !isTarget(this.#patterns, element.pattern)) {
        this.#entries += 1;
        const [first = this.#unreadable(element, 'is no entry', 0)] = nothing;
        nothing = [{ ...first, count: first.count + 1 }];
        continue;
      }
      yield* nothing;
      nothing = [];
      const item = this.#itemOf(element);
      if (item !== null) yield item;
    }
    yield* nothing;
  }

  #unreadable({ line }: Element, why: string, count = 1): Unreadable {
    return { kind: 'unreadable', entry: this.#entries, line, why, count };
  }

  #itemOf(element: Element): RecordingItem | null {
    const { pattern, group, line, bytes, unkept } = element;
    if (isTarget(this.#patterns, pattern)) {
      this.#origin = (bytes === null ? null : originOf(this.#parse(bytes))) ?? this.#origin;
      return null;
    }
    const entry = (this.#entries += 1);
    if (bytes === null) return this.#unreadable(element, `is ${unkept ?? 'too long'}`);
    const value = this.#parse(bytes);
    if (value === undefined) return this.#unreadable(element, 'is not JSON');
    const { read, group: ofCase } = readAnyEntry(value, this.#format, {
      origin: this.#origin,
      group: `case ${group}`,
    });
    if (read.kind === 'unreadable') return this.#unreadable(element, read.why);
    if (read.kind === 'skipped') return read;
    const { exchange } = read;
    const at = ofCase === null ? exchange.at : this.#clock.at(ofCase, exchange.at, exchange.ms);
    const place = { file: this.#file, entry, line };
    return { kind: 'exchange', exchange: { ...exchange, at, place } };
  }

  /** Undefined for what is not JSON. */
  #parse(bytes: Uint8Array): unknown {
    try {
      return JSON.parse(this.#textOf(bytes));
    } catch {
      return undefined;
    }
  }

  #textOf(bytes: Uint8Array): string {
    try {
      return utf8.decode(bytes);
    } catch {
      this.#latin1 += 1;
      return latin1.decode(bytes);
    }
  }
}

type Unreadable = Extract<RecordingItem, { readonly kind: 'unreadable' }>;

/** No entry is shorter: it has a method and an address. */
const shortestEntry = 30;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const latin1 = new TextDecoder('latin1');

/** Milliseconds between two cases of a report. */
const pause = 10_000;

/** The times of a report count from the beginning of each case. This puts one case behind the other. */
class CaseClock {
  #group: string | null = null;
  #offset = 0;
  #latest = 0;

  at(group: string, at: number | null, ms: number | null): number | null {
    if (at === null) return null;
    if (group !== this.#group) {
      this.#group = group;
      this.#offset = this.#latest + pause - at;
    }
    const moved = at + this.#offset;
    this.#latest = Math.max(this.#latest, moved + (ms ?? 0));
    return moved;
  }
}
