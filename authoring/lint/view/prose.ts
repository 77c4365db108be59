import type { JsonPointer } from '../../../harness/document/declaration.ts';
import { below } from '../../source/pointer.ts';
import type { ApiDeclaration, Operation } from '../../source/swagger.ts';

/** A text that the author wrote for people. */
export interface Text {
  readonly pointer: JsonPointer;
  readonly text: string;
}

/** The texts of an operation about itself. */
export const textsOfOperation = ({ pointer, summary, notes }: Operation): readonly Text[] =>
  present([
    { pointer: below(pointer, 'summary'), text: summary },
    { pointer: below(pointer, 'notes'), text: notes },
  ]);

/** The texts of an operation, those of its parameters and errors included. */
export const allTextsOf = (operation: Operation): readonly Text[] => [
  ...textsOfOperation(operation),
  ...present(
    operation.parameters.map(({ pointer, description }) => ({
      pointer: below(pointer, 'description'),
      text: description,
    })),
  ),
  ...present(
    operation.responses.map(({ pointer, message }) => ({
      pointer: below(pointer, 'message'),
      text: message,
    })),
  ),
];

/** All texts of a declaration. */
export const textsOf = (api: ApiDeclaration): readonly Text[] => [
  ...api.operations.flatMap(allTextsOf),
  ...[...api.models.values()].flatMap((model) =>
    present([
      { pointer: below(model.pointer, 'description'), text: model.description },
      ...model.properties.map(({ pointer, description }) => ({
        pointer: below(pointer, 'description'),
        text: description,
      })),
    ]),
  ),
];

const present = (texts: readonly Text[]): readonly Text[] =>
  texts.filter(({ text }) => text.trim() !== '');
