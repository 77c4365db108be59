import { parseYaml } from '../../harness/document/yaml.ts';
import { UsageError } from '../exit.ts';

/**
 * Decodes the text of a file. Editors put byte order marks before it, and shells of Windows write UTF-16.
 * @param source what the bytes are, for messages
 * @throws UsageError for any other encoding
 */
export function decodeText(bytes: Uint8Array, source: string): string {
  const encoding = encodingOf(bytes);
  try {
    // The decoder drops a byte order mark.
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (encoding !== 'utf-8' || !text.includes('\u0000')) return text;
  } catch {
    // Told below.
  }
  throw new UsageError(`${source} is not text in UTF-8 or UTF-16; save it as UTF-8`);
}

/** UTF-16 without a byte order mark has a zero byte beside its first character. */
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return 'utf-8';
}

/**
 * Reads YAML, of which JSON is a part.
 * @param source what the text is, for messages; they never hold a part of the text, which may be secret
 * @throws UsageError with the place of the first error, its reason and what to do
 */
export function parseDocument(text: string, source: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const [place = '', line = ''] = / at line (\d+), column \d+/.exec(message) ?? [];
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const indent = /^\s*/.exec(text.split('\n')[Number(line) - 1] ?? '')?.[0] ?? '';
    const reason = yamlReason(indent.includes('\t') ? 'TAB_AS_INDENT' : code, message);
    throw new UsageError(`${source} cannot be read as YAML or JSON${place}: ${reason}`);
  }
}

/** The parser's reason in our words. Some of its codes stand for several mistakes, which its sentences tell apart. */
function yamlReason(code: string, message: string): string {
  if (message.startsWith('Unresolved alias')) return yamlReasons['BAD_ALIAS'] ?? message;
  if (code === 'MISSING_CHAR' && message.startsWith('Implicit')) {
    return 'a key must be followed by a colon and a space';
  }
  if (code === 'BAD_INDENT' && message.startsWith('Flow')) return 'a bracket is not closed';
  return yamlReasons[code] ?? 'the syntax is wrong';
}

const yamlReasons: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'put a value that begins with * or & in quotes',
  BAD_DQ_ESCAPE: 'put a value that contains a backslash in single quotes',
  BAD_INDENT: 'everything on one level must begin at the same column',
  BAD_SCALAR_START: 'put a value that begins with @ or ` in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'put a value that contains ": " in quotes',
  DUPLICATE_KEY: 'a key is given twice; keep one of them',
  MISSING_CHAR: 'a quote is not closed',
  MULTILINE_IMPLICIT_KEY: 'a key must be followed by a colon and a space',
  MULTIPLE_DOCS: 'the file holds more than one document; keep one',
  TAB_AS_INDENT: 'a tab is used for indentation; use spaces',
  UNEXPECTED_TOKEN: 'this does not fit what stands before it; check quotes and indentation',
};

/** Reads JSON. @throws SyntaxError whose message is one line with the place of the error */
export function parseJson(text: string): unknown {
  if (text.trim() === '') throw new SyntaxError('it is empty');
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    throw new SyntaxError(jsonReason(text, message), { cause: error });
  }
}

function jsonReason(text: string, message: string): string {
  if (message.includes('end of JSON') || message.includes('Unterminated')) {
    return 'it ends too early; was it cut off?';
  }
  const position = / at position (\d+)/.exec(message)?.[1];
  if (position === undefined) return text.trimStart().startsWith('<') ? 'it is markup' : message;
  const before = text.slice(0, Number(position)).split('\n');
  const place = `at line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  return message.includes('after JSON')
    ? `it holds more than one document; the second begins ${place}`
    : `the syntax is wrong ${place}`;
}
