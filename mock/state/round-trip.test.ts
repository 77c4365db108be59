import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createHomeserver, type Homeserver, referenceParts } from '../../reference-server/index.ts';
import { faults } from '../../reference-server/faults/index.ts';
import { optionsOfVariant, variants } from '../../reference-server/variants/index.ts';
import { DocumentError, readDocument } from '../documents/index.ts';
import { exportState, type Names, populate, stateDocument, type StateDocument } from './index.ts';
import { stateDocuments } from './testing/documents.ts';
import { essenceOf } from './testing/essence.ts';
import { acts, kinds, perform } from './testing/requests.ts';

/** Servers with other permitted readings, of which none waits. */
const dialects = [null, ...variants.filter(({ id }) => id !== 'slow' && id !== 'rate-limited')].map(
  (variant) => () => {
    const { parts = referenceParts, domain } = variant === null ? {} : optionsOfVariant(variant);
    return createHomeserver(parts, domain);
  },
);

/** Another server with the state of this one, by way of a text. */
function copyOf(
  homeserver: Homeserver,
  names: Names,
  make: () => Homeserver,
): readonly [Homeserver, Names] {
  const text = JSON.stringify(exportState(homeserver, names, { secrets: true }));
  const other = make();
  return [other, populate(other, readDocument(stateDocument, 'export.json', text))];
}

/** Compares a server with a copy of it, and their exports. */
function expectSame(homeserver: Homeserver, names: Names, make: () => Homeserver): void {
  const [other, otherNames] = copyOf(homeserver, names, make);
  expect(essenceOf(other)).toEqual(essenceOf(homeserver));
  expect(exportState(other, otherNames)).toEqual(exportState(homeserver, names));
}

it('a document is imported as it says, exported, and imported again', () => {
  fc.assert(
    fc.property(stateDocuments, fc.constantFrom(...dialects), (document, make) => {
      const homeserver = make();
      const names = populate(homeserver, document);
      expect(Object.keys(names.users).toSorted()).toEqual(
        Object.keys(document.users ?? {}).toSorted(),
      );
      expect(Object.keys(names.rooms).toSorted()).toEqual(
        Object.keys(document.rooms ?? {}).toSorted(),
      );
      expectSame(homeserver, names, make);
    }),
    { numRuns: 120 },
  );
});

it('a server that clients have changed is exported and imported', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      stateDocuments,
      acts,
      fc.constantFrom(...dialects),
      async (document, list, make) => {
        const homeserver = make();
        const names = populate(homeserver, document);
        for (const [what, count] of await perform(homeserver, list)) {
          seen.set(what, (seen.get(what) ?? 0) + count);
        }
        expectSame(homeserver, names, make);
      },
    ),
    { numRuns: 300 },
  );
  // Every kind of request succeeded in some of them.
  expect([...seen.keys()].toSorted()).toEqual([...new Set(kinds)]);
});

it('an export without secrets is imported as well, and has no token in it', () => {
  fc.assert(
    fc.property(stateDocuments, (document) => {
      const homeserver = createHomeserver(referenceParts);
      const names = populate(homeserver, document);
      const text = JSON.stringify(exportState(homeserver, names));
      for (const { token } of homeserver.world.accounts.callers.values())
        expect(text).not.toContain(token);
      for (const { password } of Object.values(names.users)) {
        if ((password ?? '').startsWith('password-')) expect(text).not.toContain(password);
      }
      const exported: StateDocument = JSON.parse(text);
      populate(createHomeserver(referenceParts), exported);
    }),
  );
});

it('a server with a fault is exported, and imported or refused for what is wrong in it', async () => {
  await fc.assert(
    fc.asyncProperty(
      stateDocuments,
      acts,
      fc.constantFrom(...faults),
      async (document, list, { spoil }) => {
        const homeserver = createHomeserver({ ...referenceParts, ...spoil(referenceParts) });
        let names: Names;
        try {
          names = populate(homeserver, document);
        } catch {
          // The fault is in what populating needs.
          return;
        }
        await perform(homeserver, list.slice(0, 20));
        const text = JSON.stringify(exportState(homeserver, names, { secrets: true }));
        try {
          populate(
            createHomeserver(referenceParts),
            readDocument(stateDocument, 'export.json', text),
          );
        } catch (error) {
          expect(error).toBeInstanceOf(DocumentError);
        }
      },
    ),
    { numRuns: 120 },
  );
});
