import { cutMark } from './cut.ts';

/** How much of one element is kept. */
export interface ElementLimits {
  /** Bytes of one element, after its long texts were cut. */
  readonly bytes: number;
  /** Bytes of one text. */
  readonly text: number;
  /** Values in one element, and levels of arrays and objects. */
  readonly values: number;
  readonly depth: number;
}

/** Why an element is not read. */
export type Unkept = 'too long' | 'too many values' | 'nested too deeply';

/** Collects the bytes of one element, within limits. */
export class Taken {
  readonly #limits: ElementLimits;
  readonly #parts: Uint8Array[] = [];
  #bytes = 0;
  #unkept: Unkept | null = null;

  constructor(limits: ElementLimits) {
    this.#limits = limits;
  }

  get unkept(): Unkept | null {
    return this.#unkept;
  }

  /** Adds bytes, which are copied. */
  add(bytes: Uint8Array): void {
    if (this.#unkept !== null || bytes.length === 0) return;
    this.#bytes += bytes.length;
    if (this.#bytes > this.#limits.bytes) this.giveUp('too long');
    else this.#parts.push(bytes.slice());
  }

  /** Ends the text that was added last where that is possible without breaking a character, and marks it as cut. */
  cutText(): void {
    const last = this.#parts.pop();
    const end = last === undefined ? 0 : safeEnd(last);
    if (last === undefined || end === 0) return this.giveUp('too long');
    this.#bytes -= last.length;
    this.add(last.subarray(0, end));
    this.add(markBytes);
  }

  giveUp(why: Unkept): void {
    this.#unkept ??= why;
    this.#parts.length = 0;
  }

  /** The bytes; null where they were too many. */
  bytes(): Uint8Array | null {
    if (this.#unkept !== null) return null;
    const [only] = this.#parts;
    if (only !== undefined && this.#parts.length === 1) return only;
    const whole = new Uint8Array(this.#bytes);
    let at = 0;
    for (const part of this.#parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}

const markBytes = new TextEncoder().encode(JSON.stringify(cutMark).slice(1, -1));

/** The longest escape of JSON. */
const escape = 6;

/** The last place in the middle of a text where a character begins, outside of every escape; 0 where there is none. */
function safeEnd(bytes: Uint8Array): number {
  for (let end = bytes.length - 1; end > escape; end -= 1) {
    const begins = ((bytes[end] ?? 0) & 0xc0) !== 0x80;
    if (begins && !bytes.subarray(end - escape, end).includes(backslash)) return end;
  }
  return 0;
}

const backslash = 0x5c;
