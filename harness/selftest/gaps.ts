/** Faults that are known to get away, by id, each with the reason. */
export const faultGaps: Readonly<Record<string, string>> = {
  'alias-of-any-type':
    'The declaration names no answer to an alias that is no string: the first server took numbers, later ones fail (semantics C7). Both are free.',
  'types-decoded-twice':
    'Only a percent sign in a type would show it. The first server does not decode the type of /send (CONV-17), so no case sends one.',
  'txns-of-a-person':
    'Only a second login of one user would show it. A run is given one token for each user, and it must not need more.',
};

/** Cases that are known to catch no fault, by id, each with the reason. */
export const caseGaps: Readonly<Record<string, string>> = {
  'conventions/token-comes-before-the-body':
    'CONV-04 is advisory: the case records which of two errors comes first and fails nobody.',
  'get_members/limit-is-honoured-or-ignored':
    'MEMB-09 is advisory: the case records whether a limit is honoured and fails nobody.',
};
