import type { Declaration } from './declaration.ts';
import { type ClientRequirementId, isClientRequirementId } from './ids.ts';
import { parseStatements, RegisterError, type RegisterFile, type Statement } from './statements.ts';

const evidences = ['request', 'history', 'driver'] as const;

/**
 * What it takes to see whether a client meets a requirement: one request; requests together with earlier ones and
 * their answers; or a program that drives the client and tells what it says.
 */
export type Evidence = (typeof evidences)[number];

/** A statement about clients. */
export interface ClientRequirement extends Statement<ClientRequirementId> {
  readonly shownBy: Evidence;
}

export type ClientRegister = ReadonlyMap<ClientRequirementId, ClientRequirement>;

/** Reads the register of clients. @throws RegisterError */
export const parseClientRegister = (
  files: readonly RegisterFile[],
  declaration: Declaration,
): ClientRegister =>
  parseStatements<ClientRequirementId, ClientRequirement>(files, declaration, {
    isId: isClientRequirementId,
    keys: ['shown by'],
    complete(statement, entry, { file, id }) {
      const shownBy = evidences.find((one) => one === entry['shown by']);
      if (shownBy === undefined)
        throw new RegisterError(`${file}: ${id} needs the key "shown by": ${evidences.join(', ')}`);
      return { ...statement, shownBy };
    },
  });
