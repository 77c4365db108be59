import { type Level, type Pattern, type Step, stepInto, stepIntoDocument } from './pattern.ts';
import { type ElementLimits, Taken, type Unkept } from './taken.ts';

/** One element that a scan is for. */
export interface Element {
  /** The number of its pattern. */
  readonly pattern: number;
  /** Elements of one array have one group. */
  readonly group: number;
  /** The line on which it begins, from 1. */
  readonly line: number;
  /** Its JSON; null where it is not kept. */
  readonly bytes: Uint8Array | null;
  readonly unkept: Unkept | null;
}

/** How a scan ended. */
export interface ScanEnd {
  /** The line on which it ended. */
  readonly line: number;
  /** Why the text is not whole, as words that follow "it"; null where it is. */
  readonly broken: string | null;
}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];
const lineFeed = 0x0a;

/** Longer keys lead to no element. */
const longestKey = 64;

const decoder = new TextDecoder();

/**
 * Finds the elements of JSON documents of any length, in bytes that come in pieces. It holds one element at a time, within
 * limits, and looks at nothing but the structure: whether an element is JSON is for whoever reads it.
 */
export class Scanner {
  readonly #patterns: readonly Pattern[];
  readonly #limits: ElementLimits;
  readonly #levels: Level[] = [];
  #line = 1;
  #groups = 0;
  #broken: string | null = null;
  #inText = false;
  #escaped = false;
  /** The key of an outer object that was read last; null before. */
  #key: string | null = null;
  #keyBytes: number[] | null = null;
  /** The containers that are open within an element, or elsewhere. */
  #depth = 0;
  #values = 0;
  #taken: Taken | null = null;
  #takenAt = { pattern: 0, group: 0, line: 0 };
  /** Where in the present bytes the part of the element begins that was not added yet; -1 within a text that is cut. */
  #from = 0;
  /** Bytes of the text in pieces that hold nothing else; it is cut in the last of them. */
  #textBytes = 0;
  /** Whether an element, or something elsewhere, is a number or a word, whose end only the next byte tells. */
  #inWord = false;
  #found: Element[] = [];

  constructor(patterns: readonly Pattern[], limits: ElementLimits) {
    this.#patterns = patterns;
    this.#limits = limits;
  }

  /** Whether nothing more can be read. */
  get isBroken(): boolean {
    return this.#broken !== null;
  }

  /** Reads on. @returns the elements that came to their ends */
  push(bytes: Uint8Array): readonly Element[] {
    this.#found = [];
    this.#from = 0;
    if (this.#inText && this.#taken !== null) this.#resumeText();
    for (let i = 0; i < bytes.length && this.#broken === null; i += 1) {
      const byte = bytes[i] ?? 0;
      if (byte === lineFeed) this.#line += 1;
      if (this.#inText) this.#text(byte, i);
      else if (this.#depth > 0) this.#inner(byte, i, bytes);
      else this.#outer(byte, i, bytes);
    }
    if (this.#taken !== null && this.#from >= 0) {
      const rest = bytes.subarray(this.#from);
      this.#taken.add(rest);
      if (this.#inText) this.#textBytes = Math.max(0, this.#textBytes + rest.length);
    }
    return this.#found;
  }

  /** Ends the scan. An element that is not whole is not given. */
  end(): ScanEnd {
    const open = this.#inText || this.#depth > 0 || this.#levels.length > 0;
    const broken = this.#broken ?? (open ? 'ends in the middle' : null);
    return { line: this.#line, broken };
  }

  /** A text goes on in new bytes. One that has become too long is cut. */
  #resumeText(): void {
    if (this.#textBytes > this.#limits.text) {
      if (this.#textBytes !== Infinity) this.#taken?.cutText();
      this.#textBytes = Infinity;
      this.#from = -1;
    }
  }

  #text(byte: number, i: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) return this.#endText(i);
    if (this.#keyBytes !== null && this.#keyBytes.length < longestKey) this.#keyBytes.push(byte);
  }

  #endText(i: number): void {
    this.#inText = false;
    if (this.#from < 0) this.#from = i;
    if (this.#keyBytes !== null) {
      this.#key = decoder.decode(new Uint8Array(this.#keyBytes));
      this.#keyBytes = null;
    }
  }

  #beginText(): void {
    this.#inText = true;
    this.#escaped = false;
    this.#textBytes = -Infinity;
  }

  /** A byte inside of an element, or of a value elsewhere. */
  #inner(byte: number, i: number, bytes: Uint8Array): void {
    if (byte === quote) this.#beginText();
    else if (byte === comma) this.#values += 1;
    else if (byte === openBrace || byte === openBracket) {
      this.#depth += 1;
      this.#values += 1;
      if (this.#depth > this.#limits.depth) this.#taken?.giveUp('nested too deeply');
    } else if (byte === closeBrace || byte === closeBracket) {
      this.#depth -= 1;
      if (this.#depth === 0) this.#finish(i + 1, bytes);
    }
    if (this.#values > this.#limits.values) this.#taken?.giveUp('too many values');
  }

  /** A byte between elements. */
  #outer(byte: number, i: number, bytes: Uint8Array): void {
    if (this.#inWord) {
      if (!endsWord(byte)) return;
      this.#inWord = false;
      this.#finish(i, bytes);
    }
    if (isSpace(byte)) return;
    const level = this.#levels.at(-1);
    if (byte === closeBrace || byte === closeBracket) return this.#close(byte);
    if (byte === comma) {
      this.#key = null;
      if (level === undefined) this.#break('is not JSON: a comma stands between two documents');
      return;
    }
    if (level !== undefined && !level.isArray && this.#key === null) {
      if (byte !== quote) return this.#break('is not JSON: a key is expected');
      this.#beginText();
      this.#keyBytes = [];
      return;
    }
    if (byte === colon) {
      if (level === undefined || level.isArray) this.#break('is not JSON: a colon is not expected');
      return;
    }
    this.#value(byte, i, level);
  }

  #value(byte: number, i: number, level: Level | undefined): void {
    const step: Step =
      level === undefined
        ? stepIntoDocument(this.#patterns)
        : stepInto(this.#patterns, level, level.isArray ? null : this.#key);
    const opens = byte === openBrace || byte === openBracket;
    if (step.kind === 'inside' && opens) {
      this.#groups += 1;
      this.#key = null;
      const steps = level === undefined ? 0 : level.steps + 1;
      this.#levels.push({
        isArray: byte === openBracket,
        patterns: step.patterns,
        steps,
        group: this.#groups,
      });
      return;
    }
    if (step.kind === 'element') {
      this.#taken = new Taken(this.#limits);
      this.#takenAt = { pattern: step.pattern, group: level?.group ?? 0, line: this.#line };
      this.#from = i;
    }
    this.#values = 1;
    if (opens) this.#depth = 1;
    else if (byte === quote) {
      this.#beginText();
      this.#inWord = true;
    } else if (/[-\d.\w]/.test(String.fromCharCode(byte))) this.#inWord = true;
    else this.#break('is not JSON: a value is expected');
  }

  /** The value that is read came to its end before this byte. */
  #finish(end: number, bytes: Uint8Array): void {
    const taken = this.#taken;
    if (taken === null) return;
    this.#taken = null;
    taken.add(bytes.subarray(Math.max(0, this.#from), end));
    this.#found.push({ ...this.#takenAt, bytes: taken.bytes(), unkept: taken.unkept });
  }

  #close(byte: number): void {
    const level = this.#levels.pop();
    if (level === undefined || level.isArray !== (byte === closeBracket))
      return this.#break('is not JSON: a bracket is closed that is not open');
    this.#key = null;
  }

  #break(why: string): void {
    this.#broken ??= why;
  }
}

const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === lineFeed || byte === 0x0d || byte === 0x09;

const endsWord = (byte: number): boolean =>
  isSpace(byte) || byte === comma || byte === closeBrace || byte === closeBracket;
