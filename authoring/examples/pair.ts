import type { BareExample, Example, ExampleResponse } from './example.ts';
import type { Block, Blocks, Mark } from './formats/block.ts';
import type { ReadBeside } from './parts/curl.ts';
import type { JsonPart, Part, RequestPart, ResponsePart, Slip } from './parts/part.ts';
import { readBlock } from './parts/read-block.ts';
import type { Span } from './text/mapped.ts';

/** The examples of a document whose blocks are known. */
export interface Paired {
  readonly examples: readonly Example[];
  readonly marks: readonly Mark[];
  readonly ignored: number;
  readonly loose: readonly Span[];
  /** Of commands of which not even the URL can be read. */
  readonly slips: readonly Slip[];
}

/** Finds what belongs together: requests, and the responses that follow them. */
export function pair({ blocks, stray }: Blocks, readBeside: ReadBeside): Paired {
  const pairing = new Pairing();
  const variables = new Map<string, string>();
  for (const block of blocks) {
    if (block.marks.some(({ kind }) => kind === 'ignore')) pairing.ignore();
    else pairing.block(block, readBlock(withLanguage(block), variables, readBeside));
  }
  return { ...pairing.done(), marks: [...pairing.marks, ...stray] };
}

/** What an author marks is JSON, whatever the language is called. */
const withLanguage = (block: Block): Block =>
  block.marks.some(({ kind }) => kind !== 'unknown') ? { ...block, language: null } : block;

const answerCue =
  /\b(?:respon[sd]\w*|returns?|returned|returning|answers?|answered|repl(?:y|ies|ied)|results?|outputs?|yields?|receives?|gives?|get back|comes back)\b|→|=>/i;
const bodyCue = /\b(?:body|payload|request|content|posting|sending|parameters|data)\b/i;

/** More lines than these lie between a request and its response only if they say that it comes. */
const mostLines = 4;

/** What is said just before a block; a heading counts as a sentence. */
const lastSentence = (prose: string): string =>
  prose
    .replaceAll(/<!--.*?-->/gs, '')
    .split(/(?<=[.!?])\s+|\n\s*\n/)
    .map((one) => one.replaceAll(/^[\s>*#=~-]+$/gm, '').trim())
    .findLast((one) => one !== '') ?? '';

interface Current {
  request: RequestPart;
  readonly responses: ExampleResponse[];
  readonly section: number;
}

class Pairing {
  readonly marks: Mark[] = [];
  readonly #examples: (BareExample | Current)[] = [];
  readonly #loose: Span[] = [];
  readonly #slips: Slip[] = [];
  #current: Current | null = null;
  #ignored = 0;

  ignore(): void {
    this.#ignored += 1;
    this.#current = null;
  }

  block(block: Block, parts: readonly Part[]): void {
    const named = this.#nameIn(block);
    if (named !== null) return this.#bare(named, parts);
    parts.forEach((part, i) => {
      switch (part.kind) {
        case 'request':
          this.#current = { request: part, responses: [], section: block.section };
          this.#examples.push(this.#current);
          return;
        case 'response':
          return this.#respond(part, true);
        case 'broken':
          this.#current = null;
          this.#slips.push(part.slip);
          return;
        case 'json':
          return this.#json(part, block, i === 0);
      }
    });
  }

  /** The mark that says what a block is; marks that say nothing are told. */
  #nameIn({ marks }: Block): Exclude<Mark, { kind: 'ignore' | 'unknown' }> | null {
    let named = null;
    for (const mark of marks) {
      if (mark.kind === 'unknown') this.marks.push(mark);
      else if (mark.kind !== 'ignore') named = mark;
    }
    return named;
  }

  #bare(mark: Exclude<Mark, { kind: 'ignore' | 'unknown' }>, parts: readonly Part[]): void {
    const json = parts.filter((part) => part.kind === 'json');
    if (json.length === 0) this.marks.push(mark);
    for (const { content, span } of json)
      this.#examples.push({
        kind: 'bare',
        side: mark.kind,
        name: mark.kind === 'model' ? mark.model : mark.operation,
        nameSpan: mark.span,
        status: mark.kind === 'model' ? null : mark.status,
        content,
        span,
      });
    this.#current = null;
  }

  #respond(part: ResponsePart, sure: boolean, json = false): void {
    if (this.#current === null) this.#loose.push(part.span);
    else this.#current.responses.push({ ...part, sure, json });
  }

  /** JSON behind a request is its response, unless the words before it speak of a body. */
  #json(part: JsonPart, { prose, section }: Block, first: boolean): void {
    const current = this.#current;
    const response = {
      kind: 'response',
      status: null,
      headers: [],
      body: { kind: 'text', content: part.content, quoted: null },
      span: part.span,
    } as const;
    if (current === null) return void this.#loose.push(part.span);
    if (!first) return this.#respond(response, true, true);
    const last = lastSentence(prose);
    const answers = last === '' || answerCue.test(last);
    const speaksOfBody = bodyCue.test(prose);
    const { request, responses } = current;
    const bodyless = request.body === null && request.method !== 'GET' && responses.length === 0;
    if (bodyless && speaksOfBody && !/\brespon[sd]/i.test(prose)) {
      current.request = { ...request, body: { kind: 'text', content: part.content, quoted: null } };
      return;
    }
    const near =
      section === current.section &&
      prose.split('\n').filter((line) => line.trim() !== '').length <= mostLines;
    if (answers || (near && responses.length === 0)) this.#respond(response, answers, true);
    else this.#loose.push(part.span);
  }

  done(): Omit<Paired, 'marks'> {
    const examples = this.#examples.map((one): Example =>
      'kind' in one ? one : { kind: 'exchange', request: one.request, responses: one.responses },
    );
    return { examples, ignored: this.#ignored, loose: this.#loose, slips: this.#slips };
  }
}
