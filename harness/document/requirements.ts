import type { Declaration } from './declaration.ts';
import { isNickname, isRequirementId, type Nickname, type RequirementId } from './ids.ts';
import { stringAt } from './json.ts';
import { parseStatements, type RegisterFile, type Statement } from './statements.ts';

export { type Grade, grades, RegisterError } from './statements.ts';

/** A statement of the register of servers: where it stands in the declaration, and its words. */
export interface Requirement extends Statement<RequirementId> {
  readonly operation: Nickname | null;
  /** Why no case judges it; null for every requirement that is judged. */
  readonly unassertable: string | null;
}

export type Register = ReadonlyMap<RequirementId, Requirement>;

/** Reads the register of servers. @throws RegisterError */
export const parseRegister = (files: readonly RegisterFile[], declaration: Declaration): Register =>
  parseStatements<RequirementId, Requirement>(files, declaration, {
    isId: isRequirementId,
    keys: ['unassertable'],
    complete: (statement, entry, { file }) => ({
      ...statement,
      operation: operationOf(file),
      unassertable: stringAt(entry, 'unassertable') || null,
    }),
  });

/** The files of statements about one operation have its name. */
function operationOf(file: string): Nickname | null {
  const nickname = file.replace(/\.yaml$/, '').replaceAll('-', '_');
  return isNickname(nickname) ? nickname : null;
}
