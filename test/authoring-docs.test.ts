import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundledText } from '../authoring/testing/declarations.ts';
import { edited } from '../authoring/testing/edit.ts';
import { performHere } from '../cli/testing/context.ts';
import { cli, folder } from '../cli/testing/process.ts';

const docs = join(import.meta.dirname, '../docs/authoring');

/** The commands of a page that a reader can run as they stand. */
const commandsOf = (page: string): readonly string[] =>
  [...page.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, text = '']) =>
    text.split('\n').filter((line) => line.startsWith('rooms-conformance ')),
  );

/** Carries out a command as if its files lay in the working folder. */
async function run(command: string, place: string) {
  const args = command
    .split(' ')
    .slice(1)
    .map((word) =>
      word.replace(/(?<=^|=)[\w-]+\.(?:json|yaml|ts|md|html)$/, (name) => join(place, name)),
    );
  // The page of coverage has the style that only the build makes.
  if (args[0] === 'coverage') {
    const { code, stdout, stderr } = await cli(args);
    return { code, out: stdout, note: stderr };
  }
  const { code, out, note } = await performHere(...args);
  return { code, out: out.replaceAll(`${place}/`, ''), note };
}

/** A folder with the files that the pages speak of. */
function prepared(): string {
  const place = folder();
  mkdirSync(place, { recursive: true });
  const write = (name: string, value: unknown): void =>
    writeFileSync(join(place, name), JSON.stringify(value));
  write(
    'edit.json',
    edited(
      ['/models/Member/properties/membership/enum/3', 'ban'],
      ['/models/RoomInfo/properties/room_alias/description', 'The full alias of the room.'],
      [
        '/apis/12/operations/0/parameters/-',
        { name: 'dir', description: 'The direction: b or f.', type: 'string', paramType: 'query' },
      ],
    ),
  );
  writeFileSync(join(place, 'old.json'), bundledText);
  write('new.json', edited(['/apiVersion', '1.0.1']));
  return place;
}

describe.each(['diff.md', 'export.md'])('docs/authoring/%s', (name) => {
  const page = readFileSync(join(docs, name), 'utf8');
  const commands = commandsOf(page);

  it('has commands that work', async () => {
    expect(commands.length).toBeGreaterThan(2);
    const place = prepared();
    for (const command of commands) {
      const { code, note } = await run(command, place);
      expect({ command, code, note }).toEqual({ command, code: 0, note: '' });
    }
  });

  it('shows what its command prints', async () => {
    const shown = [...page.matchAll(/<!-- output of: (.*?) -->\n\n```text\n(.*?)```/gs)];
    expect(shown).toHaveLength(name === 'diff.md' ? 1 : 0);
    for (const [, command = '', text] of shown) {
      expect((await run(command, prepared())).out).toBe(text);
    }
  });

  it('has no broken links', () => {
    for (const [, link = ''] of page.matchAll(/\]\(([^)#]+)\)/g))
      expect(() => readFileSync(join(docs, link))).not.toThrow();
  });
});
