import type { Block } from '../formats/block.ts';
import { type Mapped, slice, spanOf } from '../text/mapped.ts';
import type { ReadBeside } from './curl.ts';
import { isHttp, messagesOf } from './http.ts';
import type { JsonPart, Part } from './part.ts';
import { readShell } from './shell.ts';

const shells = new Set([
  'sh',
  'bash',
  'shell',
  'console',
  'shell-session',
  'shellsession',
  'sh-session',
  'zsh',
  'terminal',
  'curl',
  'cmd',
  'bash-session',
  'session',
]);
const jsons = new Set(['json', 'json5', 'jsonc', 'js', 'javascript', 'json-object', 'jsonnet']);
const https = new Set(['http', 'https', 'rest', 'http-request', 'http-response']);
const plain = new Set([
  'text',
  'txt',
  'plain',
  'plaintext',
  'none',
  'default',
  'output',
  'example',
  'guess',
  'raw',
  'code',
  'log',
]);

/** Reads the requests and responses of a block of code; none where it is about something else. */
export function readBlock(
  { language, content }: Pick<Block, 'language' | 'content'>,
  variables: Map<string, string>,
  readBeside: ReadBeside,
): readonly Part[] {
  const name = language?.replace(/^[{.]*|[}]*$/g, '').split(/[\s,:;]/)[0] ?? null;
  const { text } = content;
  const silent = name === null || name === '' || plain.has(name);
  if (name !== null && https.has(name))
    return isHttp(text) || !hasCurl(text)
      ? messagesOrJson(content)
      : readShell(content, variables, readBeside);
  if (name !== null && shells.has(name))
    return isHttp(text) ? messagesOf(content) : readShell(content, variables, readBeside);
  if (silent && isHttp(text)) return messagesOf(content);
  if (silent && hasCurl(text)) return readShell(content, variables, readBeside);
  const isJson = /^\s*[{[]/.test(text);
  if (isJson && (silent || (name !== null && jsons.has(name)))) return jsonOf(content);
  return [];
}

const hasCurl = (text: string): boolean => /^\s*(?:[$%#]\s+)?(?:[\w"'$=(]*\s*)?curl\s/m.test(text);

function messagesOrJson(content: Mapped): readonly Part[] {
  if (isHttp(content.text)) return messagesOf(content);
  return /^\s*[{[]/.test(content.text) ? jsonOf(content) : messagesOf(content);
}

/** A block that is one value in JSON. */
function jsonOf(content: Mapped): readonly JsonPart[] {
  const lead = /^\s*/.exec(content.text)?.[0].length ?? 0;
  const value = slice(content, lead, content.text.trimEnd().length);
  return [{ kind: 'json', content: value, span: spanOf(value) }];
}
