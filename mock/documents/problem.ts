/** What is wrong at one place of a document, before the place is looked up in the text. */
export interface Finding {
  /** The JSON pointer of the value that is wrong, or of the object that lacks a key. */
  readonly pointer: string;
  readonly message: string;
  /** The end of the message, such as the nearest name. It takes time, and is made for what is told alone. */
  readonly hint?: () => string;
  /** `key` where the key is wrong rather than the value under it, or where the value lacks something. */
  readonly at?: 'key';
}

/** A place in a text, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a document, and where. */
export interface Problem {
  /** The file, or null for a value that came over HTTP or from TypeScript. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** A JSON pointer into the document. */
  readonly pointer: string;
  readonly message: string;
}

/** How many problems of one document are told. */
export const mostProblems = 20;

/** A document cannot be used. Its message has one line for each problem, such as `lobby.yaml:12:5: unknown key "x"`. */
export class DocumentError extends Error {
  readonly problems: readonly Problem[];
  constructor(title: string, problems: readonly Problem[]) {
    const told = problems.slice(0, mostProblems);
    const lines = told.map((problem) => lineOf(title, problem));
    if (problems.length > told.length) lines.push(`(the first ${mostProblems} problems)`);
    super(lines.join('\n'));
    this.name = 'DocumentError';
    this.problems = told;
  }
}

function lineOf(title: string, { file, line, column, pointer, message }: Problem): string {
  if (file !== null && line !== null && column !== null) {
    return `${file}:${line}:${column}: ${message}`;
  }
  const place = [file ?? '', pointer].filter((part) => part !== '').join(': ');
  return `${place === '' ? title : place}: ${message}`;
}
