import { isObject, type JsonObject } from '../../harness/document/json.ts';
import { documentKind } from '../source/document-kind.ts';
import type { Range } from '../source/position.ts';
import { readDeclaration, readListing } from '../source/read-swagger.ts';
import type { Located, Source } from '../source/source.ts';
import type { ApiDeclaration, ResourceListing } from '../source/swagger.ts';
import { addresses } from './address.ts';
import type { Finding, LintReport } from './finding.ts';
import { graphOf } from './view/graph.ts';
import type { Found, Rule, Severity } from './view/rule.ts';
import { duplicateKey } from './rules/duplicate-key.ts';
import { rules } from './rules/index.ts';
import { jsonSyntax } from './rules/json-syntax.ts';

/** How bad the findings of each rule are; a rule that is off is not asked. What is not named is as the rule has it. */
export type Severities = ReadonlyMap<string, Severity | 'off'>;

/** Of one rule, more are not told of one file. */
const mostOfARule = 1000;

interface Read {
  readonly source: Source;
  /** Null where the text is not JSON. */
  readonly document: ApiDeclaration | ResourceListing | null;
}

/** What is found before anybody knows how bad it is and in which line it stands. */
interface Raw extends Found {
  readonly rule: Rule;
}

/**
 * Looks at files by all rules, each by itself and all together. A file that is JSON must be Swagger 1.2: `documentKind`
 * tells.
 */
export function lint(sources: readonly Source[], severities: Severities = new Map()): LintReport {
  const files = sources.map(read);
  const wanted = rules.filter(({ id }) => severities.get(id) !== 'off');
  const together = files.flatMap(({ source, document }) =>
    document === null ? [] : [{ name: source.name, document }],
  );
  const common = wanted.flatMap((rule) =>
    [...(rule.together?.(together) ?? [])].map((found) => ({ ...found, rule })),
  );
  const findings = files.flatMap((file) => {
    const own = apply(wanted, file.document);
    const shared = common.filter((found) => found.file === file.source.name);
    return finish(file.source, [...own, ...shared], severities);
  });
  return {
    files: files.map(({ source, document }) => ({
      name: source.name,
      kind: document?.kind ?? 'not JSON',
      line: source.lines.line,
    })),
    findings,
  };
}

function read(source: Source): Read {
  const { value } = source;
  if (!isObject(value)) return { source, document: null };
  return { source, document: documentOf(value) };
}

const documentOf = (value: JsonObject): ApiDeclaration | ResourceListing =>
  documentKind(value).kind === 'listing' ? readListing(value) : readDeclaration(value);

function apply(wanted: readonly Rule[], document: Read['document']): readonly Raw[] {
  if (document === null) return [];
  if (document.kind === 'listing') {
    return wanted.flatMap((rule) => first(rule, rule.listing?.(document) ?? []));
  }
  const declared = { api: document, graph: graphOf(document) };
  return wanted.flatMap((rule) => first(rule, rule.declaration?.(declared) ?? []));
}

function first(rule: Rule, found: Iterable<Found>): readonly Raw[] {
  const raw: Raw[] = [];
  for (const one of found) {
    raw.push({ ...one, rule });
    if (raw.length >= mostOfARule) break;
  }
  return raw;
}

/** Gives findings their places in the text, and puts them in its order. */
function finish(source: Source, raw: readonly Raw[], severities: Severities): readonly Finding[] {
  const places = source.locate(
    raw.flatMap(({ pointer, related = [] }) => [pointer, ...related.map((one) => one.pointer)]),
  );
  const findings = raw.map(({ rule, pointer, at, message, related = [] }) => ({
    rule: rule.id,
    severity: severityOf(rule, severities),
    pointer,
    range: rangeOf(places.get(pointer), at),
    message,
    related: related.map((one) => ({
      pointer: one.pointer,
      range: rangeOf(places.get(one.pointer), undefined),
      message: one.message,
    })),
  }));
  const ofText = source.problems
    .map((problem) => ({ problem, rule: problem.kind === 'syntax' ? jsonSyntax : duplicateKey }))
    .filter(({ rule }) => severities.get(rule.id) !== 'off')
    .map(({ problem, rule }) => ({
      rule: rule.id,
      severity: severityOf(rule, severities),
      pointer: problem.pointer,
      range: problem.range,
      message: sentence(problem.message),
      related: [],
    }));
  const addressOf = addresses(source.value);
  return numbered(
    [...ofText, ...findings]
      .toSorted((a, b) => a.range.start.offset - b.range.start.offset || (a.rule < b.rule ? -1 : 1))
      .map((finding) => ({
        ...finding,
        file: source.name,
        address: addressOf(finding.pointer),
        known: false,
        defect: null,
      })),
  );
}

const sentence = (words: string): string =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${words.endsWith('?') ? '' : '.'}`;

const severityOf = (rule: Rule, severities: Severities): Severity => {
  const set = severities.get(rule.id);
  return set === undefined || set === 'off' ? rule.severity : set;
};

/** A long value is shown by its key, or by its first character alone. */
function rangeOf(place: Located | undefined, at: Found['at']): Range {
  if (place === undefined) throw new RangeError('a finding has no place');
  const { key, value } = place;
  if (at === 'key' && key !== null) return key;
  if (value.start.line === value.end.line) return value;
  if (key !== null) return key;
  const { start } = value;
  return { start, end: { line: start.line, column: start.column + 1, offset: start.offset + 1 } };
}

/** Findings of one rule at one address get numbers, so that a baseline can tell them apart. */
function numbered(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const key = `${finding.rule}\n${finding.address}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? finding : { ...finding, address: `${finding.address} (${count})` };
  });
}
