/** A place as SARIF has it: from 1, columns in UTF-16 units; the end is behind the last character. */
interface Point {
  readonly line: number;
  readonly column: number;
}

/** A stretch of a file. */
export interface SarifRange {
  readonly start: Point;
  readonly end: Point;
}

/** How bad a result is. */
export type SarifSeverity = 'error' | 'warning' | 'info';

/** What a tool found, as SARIF needs it. */
export interface SarifRun {
  /** The name of the tool, and its version. */
  readonly tool: string;
  readonly version: string;
  /** Where its guide is. */
  readonly guide: string;
  readonly mimeTypes: ReadonlyMap<string, string>;
  /** The rules that have results. */
  readonly rules: readonly SarifRule[];
  readonly results: readonly SarifResult[];
}

export interface SarifRule {
  readonly id: string;
  readonly summary: string;
  /** Where its page is. */
  readonly page: string;
  readonly severity: SarifSeverity;
}

export interface SarifResult {
  readonly rule: string;
  readonly severity: SarifSeverity;
  readonly message: string;
  readonly file: string;
  readonly range: SarifRange;
  /** The place in a document in JSON; null where it is not in one. */
  readonly pointer: string | null;
  readonly related?: readonly {
    readonly range: SarifRange;
    readonly pointer: string;
    readonly message: string;
  }[];
  /** The same as long as the finding is the same; null where nothing tells. */
  readonly fingerprint: string | null;
  readonly isKnown?: boolean;
  /** What to write in the place of a stretch of the file. */
  readonly fix?: { readonly range: SarifRange; readonly text: string } | null;
}

const levels: Readonly<Record<SarifSeverity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** Findings as SARIF 2.1.0, for code scanning. */
export function sarifText({ tool, version, guide, mimeTypes, rules, results }: SarifRun): string {
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool,
            version,
            informationUri: guide,
            rules: rules.map(({ id, summary, page, severity }) => ({
              id,
              shortDescription: { text: summary },
              helpUri: page,
              help: { text: `${summary} See ${page}` },
              defaultConfiguration: { level: levels[severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        artifacts: [...mimeTypes].map(([name, mimeType]) => ({
          location: artifact(name),
          mimeType,
        })),
        results: results.map((result) => resultOf(result, indices)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(result: SarifResult, indices: ReadonlyMap<string, number>) {
  const { rule, severity, message, file, range, pointer, related = [], fingerprint, fix } = result;
  return {
    ruleId: rule,
    ruleIndex: indices.get(rule) ?? -1,
    level: levels[severity],
    message: { text: message },
    locations: [
      {
        ...physical(file, range),
        ...(pointer === null ? {} : { logicalLocations: [logical(pointer)] }),
      },
    ],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((other, id) => ({
            id,
            ...physical(file, other.range),
            logicalLocations: [logical(other.pointer)],
            message: { text: other.message },
          })),
        }),
    ...(fingerprint === null ? {} : { partialFingerprints: { 'address/v1': fingerprint } }),
    ...(result.isKnown === true
      ? { suppressions: [{ kind: 'external', justification: 'The baseline knows it.' }] }
      : {}),
    ...(fix == null
      ? {}
      : {
          fixes: [
            {
              description: { text: 'Write what the declaration asks for.' },
              artifactChanges: [
                {
                  artifactLocation: artifact(file),
                  replacements: [
                    { deletedRegion: regionOf(fix.range), insertedContent: { text: fix.text } },
                  ],
                },
              ],
            },
          ],
        }),
  };
}

/** A relative address below the root of the repository; absolute for what lies elsewhere. */
const artifact = (name: string) => {
  const path = name.split('/').map(encodeURIComponent).join('/');
  if (name.startsWith('/')) return { uri: `file://${path}` };
  // The letter of a drive has its colon in addresses too.
  if (/^[A-Za-z]:\//.test(name)) return { uri: `file:///${path.replace('%3A', ':')}` };
  return { uri: path, uriBaseId: '%SRCROOT%' };
};

const physical = (file: string, range: SarifRange) => ({
  physicalLocation: { artifactLocation: artifact(file), region: regionOf(range) },
});

const regionOf = ({ start, end }: SarifRange) => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
});

const logical = (pointer: string) => ({
  fullyQualifiedName: pointer === '' ? '/' : pointer,
  kind: 'member',
});
