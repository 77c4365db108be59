import type { ClientRegister } from '../document/client-requirements.ts';
import type { ClientRequirementId } from '../document/ids.ts';
import type { Grade } from '../document/statements.ts';

/** A requirement that a client violated. */
export interface ClientFinding {
  readonly requirement: ClientRequirementId;
  readonly grade: Grade;
  /** One or two sentences: what the client did, and what is asked. Never holds an access token. */
  readonly what: string;
}

/** What the parts of the judge say about a request. */
export class Verdicts {
  readonly findings: ClientFinding[] = [];
  readonly observed: ClientRequirementId[] = [];
  readonly #register: ClientRegister;

  constructor(register: ClientRegister) {
    this.#register = register;
  }

  /** The request violates a requirement. */
  violates(requirement: ClientRequirementId, what: string): void {
    const grade = this.#register.get(requirement)?.grade ?? 'convention';
    this.findings.push({ requirement, grade, what });
  }

  /** The request was bound by a requirement and meets it. */
  meets(requirement: ClientRequirementId): void {
    this.observed.push(requirement);
  }
}

/** A text of a client, cut so that a message stays readable. */
export const shown = (text: string): string => (text.length <= 80 ? text : `${text.slice(0, 80)}…`);
