import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Declaration } from './declaration.ts';
import { type Link, parseLinks } from './links.ts';
import { type ClientRegister, parseClientRegister } from './client-requirements.ts';
import { parseDeclaration } from './parse.ts';
import { noProfile, parseProfile, type Profile, type ProfileName } from './profile.ts';
import { parseRegister, type Register } from './requirements.ts';
import type { RegisterFile } from './statements.ts';

const folder = new URL('../../spec/', import.meta.url);

/** What servers and clients are held to: the declaration, the registers bound to it, and what a later version changed. */
export interface Spec {
  readonly declaration: Declaration;
  readonly register: Register;
  /** What clients are held to. */
  readonly clients: ClientRegister;
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

type ClientSpec = Pick<Spec, 'declaration' | 'clients'>;

/** What was read already. The whole takes a tenth of a second, and the files of the package do not change while it runs. */
const specs = new Map<ProfileName | 'none', Spec>();
let clientSpec: ClientSpec | null = null;

/** What clients are held to, read in a fraction of the time that the whole takes. @throws DeclarationError, RegisterError */
export function loadClientSpec(): ClientSpec {
  return (clientSpec ??= readClientSpec());
}

function readClientSpec(): ClientSpec {
  const declaration = loadDeclaration();
  return { declaration, clients: parseClientRegister(readRegister('clients/'), declaration) };
}

/** Reads declaration, registers and profile, once for each profile. @throws DeclarationError, RegisterError, ProfileError */
export function loadSpec(profile: ProfileName | 'none' = 'none'): Spec {
  const spec = specs.get(profile) ?? readSpec(profile);
  specs.set(profile, spec);
  return spec;
}

function readSpec(profile: ProfileName | 'none'): Spec {
  const { declaration, clients } = loadClientSpec();
  const register = parseRegister(readRegister('requirements/'), declaration);
  const links = readFileSync(new URL('attribution.yaml', folder), 'utf8');
  return {
    declaration,
    register,
    clients,
    links: parseLinks('attribution.yaml', links, register),
    profile: loadProfile(profile, register),
  };
}

/** The files of a register. */
function readRegister(name: string): readonly RegisterFile[] {
  const place = new URL(name, folder);
  return readdirSync(place)
    .filter((file) => file.endsWith('.yaml'))
    .toSorted()
    .map((file) => ({ name: file, text: readFileSync(new URL(file, place), 'utf8') }));
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
