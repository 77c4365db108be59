import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Declaration } from './declaration.ts';
import { type Link, parseLinks } from './links.ts';
import { parseDeclaration } from './parse.ts';
import { parseRegister, type Register } from './requirements.ts';

const folder = new URL('../../spec/', import.meta.url);

/** What servers are held to: the declaration and the register bound to it. */
export interface Spec {
  readonly declaration: Declaration;
  readonly register: Register;
  /** Which violations may be why others seem to be violated. */
  readonly links: readonly Link[];
}

/** Reads the declaration that the package carries. */
export function loadDeclaration(): Declaration {
  const bytes = readFileSync(new URL('api-docs-rooms.json', folder));
  const raw: unknown = JSON.parse(bytes.toString('utf8'));
  return parseDeclaration(raw, createHash('sha256').update(bytes).digest('hex'));
}

/** Reads declaration and register. @throws DeclarationError, RegisterError */
export function loadSpec(): Spec {
  const declaration = loadDeclaration();
  const requirements = new URL('requirements/', folder);
  const files = readdirSync(requirements)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => ({ name, text: readFileSync(new URL(name, requirements), 'utf8') }));
  const register = parseRegister(files, declaration);
  const links = readFileSync(new URL('attribution.yaml', folder), 'utf8');
  return { declaration, register, links: parseLinks('attribution.yaml', links, register) };
}

/** The page of a reading, as Markdown; null where there is none. */
export function readReadingPage(id: string): string | null {
  const name = readdirSync(new URL('readings/', folder)).find((file) => file === `${id}.md`);
  return name === undefined ? null : readFileSync(new URL(`readings/${name}`, folder), 'utf8');
}
