import type { RequirementId } from '../harness/document/ids.ts';

/** Faults that are known to get away, by id, each with the reason. */
export const faultGaps: Readonly<Record<string, string>> = {};

/** Cases that are known to catch no fault, by id, each with the reason. */
export const caseGaps: Readonly<Record<string, string>> = {
  'conventions/token-comes-before-the-body':
    'CONV-04 is advisory: the case records which of two errors comes first and fails nobody.',
  'get_members/limit-is-honoured-or-ignored':
    'MEMB-09 is advisory: the case records whether a limit is honoured and fails nobody.',
};

const nothingOwed =
  'The type void asks nothing of the body (CONV-14), and what else a success owes has statements of its own: a status other than 200 is blamed on CONV-20, a body that is no JSON on META-05.';

const saidTwice = (where: string): string =>
  `The model repeats what the operation says: blame goes to ${where}, which names the case that is broken.`;

/** Requirements that are never blamed although faults violate them, each with the reason (docs/decisions/0012-blame.md). */
export const requirementGaps: Readonly<Partial<Record<RequirementId, string>>> = {
  'BAN-02': nothingOwed,
  'CONV-14':
    'Whatever the body of a void success is, it is ignored: a status other than 200 is blamed on CONV-20, a body that is no JSON on META-05.',
  'INV-02': nothingOwed,
  'JOIN-02': nothingOwed,
  'LEAVE-02': nothingOwed,
  'MODEL-10': saidTwice('CREATE-13 to CREATE-16'),
  'MODEL-32': saidTwice('INV-09 or INV-10'),
  'MODEL-33': saidTwice('BAN-10 or BAN-11'),
  'MODEL-34': saidTwice('BAN-12'),
  'SMEM-02': nothingOwed,
  'STATE-02': nothingOwed,
  'TOPIC-02': nothingOwed,
};
