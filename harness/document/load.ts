import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Declaration } from './declaration.ts';
import { type Link, parseLinks } from './links.ts';
import { parseDeclaration } from './parse.ts';
import { noProfile, parseProfile, type Profile, type ProfileName } from './profile.ts';
import { parseRegister, type Register } from './requirements.ts';

const folder = new URL('../../spec/', import.meta.url);

/** What servers are held to: the declaration, the register bound to it, and what a later version changed. */
export interface Spec {
  readonly declaration: Declaration;
  readonly register: Register;
  /** Which violations may be why others seem to be violated. */
  readonly links: readonly Link[];
  readonly profile: Profile;
}

/** Reads the declaration that the package carries. */
export function loadDeclaration(): Declaration {
  const bytes = readFileSync(new URL('api-docs-rooms.json', folder));
  const raw: unknown = JSON.parse(bytes.toString('utf8'));
  return parseDeclaration(raw, createHash('sha256').update(bytes).digest('hex'));
}

/** Reads declaration, register and profile. @throws DeclarationError, RegisterError, ProfileError */
export function loadSpec(profile: ProfileName | 'none' = 'none'): Spec {
  const declaration = loadDeclaration();
  const requirements = new URL('requirements/', folder);
  const files = readdirSync(requirements)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => ({ name, text: readFileSync(new URL(name, requirements), 'utf8') }));
  const register = parseRegister(files, declaration);
  const links = readFileSync(new URL('attribution.yaml', folder), 'utf8');
  return {
    declaration,
    register,
    links: parseLinks('attribution.yaml', links, register),
    profile: loadProfile(profile, register),
  };
}

/** Reads a profile that the package carries. @throws ProfileError */
export function loadProfile(name: ProfileName | 'none', register: Register): Profile {
  if (name === 'none') return noProfile;
  const text = readFileSync(new URL(`profiles/${name}.yaml`, folder), 'utf8');
  return parseProfile(name, text, register);
}

/** The page of a reading, as Markdown; null where there is none. */
export function readReadingPage(id: string): string | null {
  const name = readdirSync(new URL('readings/', folder)).find((file) => file === `${id}.md`);
  return name === undefined ? null : readFileSync(new URL(`readings/${name}`, folder), 'utf8');
}
