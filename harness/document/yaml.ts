import { type Document, isNode, isSeq, parse, parseDocument, stringify } from 'yaml';

/** Reads YAML, of which JSON is a part. @throws Error whose message names line and column */
export const parseYaml = (text: string): unknown => parse(text, { logLevel: 'error' });

/**
 * Reads a list or an object that the package carries. The build has made JSON of it, which is read in a fraction of
 * the time that YAML takes.
 */
export const parseData = (text: string): unknown =>
  /^[[{]/.test(text) ? JSON.parse(text) : parseYaml(text);

/** Writes a value as YAML, without aliases and without breaking lines. */
export const formatYaml = (value: unknown): string =>
  stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 });

/** What becomes of a list of objects; entries that are not named stay as they are. */
export interface ListEdit {
  /** Places, from 0. */
  readonly removed: readonly number[];
  /** Values that an entry gets, by its place. */
  readonly changed: ReadonlyMap<number, Readonly<Record<string, unknown>>>;
  readonly added: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Edits the text of a list of objects, one level deep. Comments stay; those above a removed entry go with it, but
 * for the text's own heading.
 * @param text that holds a list, or nothing but comments
 */
export function editYamlList(text: string, { removed, changed, added }: ListEdit): string {
  const document = listIn(text);
  if (removed.includes(0)) keepHeading(document);
  for (const [place, values] of changed) {
    for (const [key, value] of Object.entries(values)) document.setIn([place, key], value);
  }
  for (const place of removed.toSorted((a, b) => b - a)) document.deleteIn([place]);
  for (const entry of added) document.addIn([], document.createNode(entry));
  if (added.length > 0 && isSeq(document.contents)) document.contents.flow = false;
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** What holds nothing but comments becomes an empty list below them. */
function listIn(text: string): Document.Parsed {
  const document = parseDocument(text, { logLevel: 'error' });
  return document.contents === null ? parseDocument(`${text}\n[]\n`) : document;
}

/** To the parser all comments above the first entry are that entry's. To a reader the first paragraph is the heading. */
function keepHeading(document: Document.Parsed): void {
  const first = document.getIn([0], true);
  const above = isNode(first) ? first.commentBefore : undefined;
  if (typeof above !== 'string') return;
  const paragraphs = above.split('\n\n');
  document.commentBefore = paragraphs.slice(0, Math.max(1, paragraphs.length - 1)).join('\n\n');
}
