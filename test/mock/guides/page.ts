import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** A fenced block of a page: its language, the name of the file that it stands for, and its text. */
export interface Block {
  readonly language: string;
  /** Null for a block that is no file. */
  readonly file: string | null;
  readonly text: string;
}

/** A page of a folder of docs. */
export const textOf = (page: string, folder = 'mock'): string =>
  readFileSync(join(root, 'docs', folder, `${page}.md`), 'utf8');

/** The fenced blocks of a page, in their order. */
export function blocksOf(page: string, folder = 'mock'): readonly Block[] {
  return [...textOf(page, folder).matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].map(
    ([, language = '', file, block = '']) => ({ language, file: file ?? null, text: block }),
  );
}

/** The text of a file that a page shows. */
export function fileOf(page: string, file: string, folder = 'mock'): string {
  const found = blocksOf(page, folder).find((block) => block.file === file);
  if (found === undefined) throw new Error(`docs/${folder}/${page}.md shows no ${file}`);
  return found.text;
}

/** The commands of a page that talk to a mock, which is at another address here. */
export const curlsOf = (page: string, url: string): readonly string[] =>
  blocksOf(page)
    .filter(({ language, text }) => language === 'sh' && text.includes('curl '))
    .map(({ text }) => text.replaceAll('http://127.0.0.1:8008', url));

/** A new folder with these files in it. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'mock-guide-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
