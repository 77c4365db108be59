import { isArray, isObject } from '../../../harness/document/json.ts';
import { keysOf, parentOf } from '../../source/pointer.ts';
import type { Bindings } from '../play/bindings.ts';
import type { Difference } from '../play/difference.ts';
import type { PlayedDocument, PlayedExample } from '../play/played.ts';
import { type JsonNode, readJson } from '../text/json.ts';
import type { Mapped, Span } from '../text/mapped.ts';
import { printed, styleOf } from './style.ts';

/** A replacement for a stretch of a document. */
export interface Edit extends Span {
  readonly text: string;
}

/** What makes the responses of a document those that the target sent; ids stay those of the document. */
export function editsOf({ document, examples, bindings }: PlayedDocument): readonly Edit[] {
  const edits = examples.flatMap((one) => [
    ...statusEdits(one),
    ...bodyEdits(one, document.text, bindings),
  ]);
  return withoutOverlaps(edits);
}

/** A document with its edits. */
export const edited = (text: string, edits: readonly Edit[]): string =>
  edits
    .toSorted((a, b) => b.start - a.start || b.end - a.end)
    .reduce(
      (rest, { start, end, text: words }) => rest.slice(0, start) + words + rest.slice(end),
      text,
    );

/** Of edits that overlap the outer one counts, for it holds the inner one. */
const withoutOverlaps = (edits: readonly Edit[]): readonly Edit[] =>
  edits.filter((one, i) => !edits.some((other, j) => i !== j && covers(other, one, j < i)));

function covers(other: Edit, one: Edit, isFirst: boolean): boolean {
  if (one.start === one.end) return other.start < one.start && one.start < other.end;
  if (other.start > one.start || other.end < one.end) return false;
  return other.end - other.start > one.end - one.start || isFirst;
}

const statusEdits = ({ findings }: PlayedExample): readonly Edit[] =>
  findings.flatMap(({ rule, suggestion }) =>
    rule === 'played-status' && suggestion !== null
      ? [{ ...suggestion.span, text: suggestion.text }]
      : [],
  );

function bodyEdits(
  { compared, findings, of, example }: PlayedExample,
  document: string,
  bindings: Bindings,
): readonly Edit[] {
  // What else a server is asked is not what this API is about: only accounts are corrected, which all the rest needs.
  const url = example.kind === 'exchange' ? example.request.url.text : '';
  if (of === null && !/\/(?:register|login)(?:\?|$)/.test(url)) return [];
  if (compared?.response.body?.kind !== 'text' || !compared.answer.body.json.ok) return [];
  const { content } = compared.response.body;
  // In shells and in strings of JSON the text has escapes, which an edit would have to have too.
  if (!isPlain(content, document)) return [];
  const { root } = readJson(content.text);
  if (root === null) return [];
  const told = compared.differences.filter(({ pointer }) =>
    findings.some((one) => one.rule.startsWith('played-') && one.pointer === pointer),
  );
  const other = findings.some(({ rule }) => rule === 'response-model');
  const whole: unknown = compared.answer.body.json.value;
  const edit = (start: number, end: number, text: string): Edit => ({
    start: content.at(start),
    end: end > start ? content.at(end - 1) + 1 : content.at(start),
    text: withPrefix(text, content, start, document),
  });
  const style = styleOf(content.text);
  if (other || told.some(({ kind, pointer }) => kind === 'type' && pointer === ''))
    return [
      edit(
        root.start,
        root.end,
        printed(shownValue(whole, bindings), style, marginAt(content.text, root.start)),
      ),
    ];
  const gone = told.filter(({ kind }) => kind === 'no key' || kind === 'too many');
  return [
    ...told
      .filter(({ kind }) => kind === 'value' || kind === 'type')
      .map(({ node, received }) =>
        edit(
          node.start,
          node.end,
          printed(shownValue(received, bindings), style, marginAt(content.text, node.start)),
        ),
      ),
    ...insertions(told, gone, content.text, bindings).map(({ at, text }) => edit(at, at, text)),
    ...removals(gone, root).map(({ start, end }) => edit(start, end, '')),
  ];
}

/** Whether a text stands in the document as it is, but for what lines begin with. */
function isPlain(content: Mapped, document: string): boolean {
  for (let i = 0; i < content.text.length; i += 1) {
    const letter = content.text[i];
    if (letter !== '\n' && document[content.at(i)] !== letter) return false;
    if (letter === '"' && content.text[i - 1] !== '\\' && document[content.at(i) - 1] === '\\')
      return false;
  }
  return true;
}

/** Keys that the document does not show, behind the last one that stays. */
function insertions(
  told: readonly Difference[],
  gone: readonly Difference[],
  text: string,
  bindings: Bindings,
): readonly { readonly at: number; readonly text: string }[] {
  const style = styleOf(text);
  const missing = told.filter(({ kind }) => kind === 'not shown');
  return [...new Set(missing.map(({ node }) => node))].flatMap((node) => {
    if (node.kind !== 'object') return [];
    const removed = new Set(gone.filter((one) => one.node === node).map(({ key }) => key));
    const last = node.entries.findLast(({ key }) => !removed.has(key));
    const first = node.entries[0];
    const margin = first === undefined ? '' : marginAt(text, first.start);
    const entries = missing
      .filter((one) => one.node === node)
      .map(({ key, received }) => {
        const value = printed(shownValue(received, bindings), style, margin);
        return `${JSON.stringify(key)}:${style.afterColon}${value}`;
      });
    const onOwnLine = first !== undefined && /\n[ \t]*$/.test(text.slice(0, first.start));
    const between = onOwnLine ? `,\n${margin}` : `,${style.afterComma}`;
    if (last !== undefined) return [{ at: last.value.end, text: between + entries.join(between) }];
    return [{ at: first?.start ?? node.start + 1, text: entries.join(between) }];
  });
}

/** The stretches of entries that are not there, with the commas that belong to them. */
function removals(gone: readonly Difference[], root: JsonNode): readonly Span[] {
  const lists = new Map<JsonNode, Set<number>>();
  for (const { kind, node, key, pointer } of gone) {
    const list = kind === 'no key' ? node : nodeAt(root, parentOf(pointer));
    if (list?.kind !== 'object' && list?.kind !== 'array') continue;
    const index =
      list.kind === 'object'
        ? list.entries.findIndex((entry) => entry.key === key)
        : list.items.indexOf(node);
    lists.set(list, (lists.get(list) ?? new Set()).add(index));
  }
  return [...lists].flatMap(([list, indices]) => {
    const entries = entriesOf(list);
    return [...indices]
      .filter((index) => !indices.has(index - 1))
      .map((first) => {
        let last = first;
        while (indices.has(last + 1)) last += 1;
        const [before, next] = [entries[first - 1], entries[last + 1]];
        const [from, to] = [entries[first], entries[last]];
        const end = to?.end ?? 0;
        if (before !== undefined) return { start: before.end, end };
        return { start: from?.start ?? 0, end: next?.start ?? end };
      });
  });
}

const entriesOf = (list: JsonNode): readonly Span[] => {
  if (list.kind === 'array') return list.items;
  return list.kind === 'object'
    ? list.entries.map(({ start, value }) => ({ start, end: value.end }))
    : [];
};

const nodeAt = (root: JsonNode, pointer: string): JsonNode | null =>
  keysOf(pointer).reduce<JsonNode | null>((node, key) => {
    if (node?.kind === 'object')
      return node.entries.find((entry) => entry.key === key)?.value ?? null;
    return node?.kind === 'array' ? (node.items[Number(key)] ?? null) : null;
  }, root);

/** What the line of a place begins with, within the text. */
const marginAt = (text: string, index: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', index - 1) + 1))?.[0] ?? '';

/** New lines begin like the line that they are put into: with indentation, and with what lists and quotes have there. */
function withPrefix(text: string, content: Mapped, start: number, document: string): string {
  if (!text.includes('\n')) return text;
  const line = content.text.lastIndexOf('\n', start - 1) + 1;
  const offset = content.at(line);
  const begin =
    Math.max(document.lastIndexOf('\n', offset - 1), document.lastIndexOf('\r', offset - 1)) + 1;
  // The first line of an item or of a command has a mark that other lines do not have.
  const prefix = document.slice(begin, offset).replaceAll(/[^\s>]/g, ' ');
  const ending = /\r\n/.test(document) ? '\r\n' : '\n';
  return text.replaceAll('\n', ending + prefix);
}

/** A value of the target with the ids of the document, and without tokens. */
function shownValue(value: unknown, bindings: Bindings): unknown {
  if (typeof value === 'string') return bindings.shown(value);
  if (isArray(value)) return value.map((item) => shownValue(item, bindings));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [bindings.shown(key), shownValue(item, bindings)]),
  );
}
