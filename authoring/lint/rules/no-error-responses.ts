import type { Rule } from '../view/rule.ts';

export const noErrorResponses: Rule = {
  id: 'no-error-responses',
  severity: 'warning',
  summary: 'An operation documents no error, while others of the file do.',
  *declaration({ api }) {
    const hasErrors = ({ code }: { readonly code: number | null }): boolean => (code ?? 0) >= 400;
    const documented = api.operations.filter(({ responses }) => responses.some(hasErrors));
    for (const { pointer, nickname, method, path, responses } of api.operations) {
      if (responses.some(hasErrors)) continue;
      const others =
        documented.length === 0
          ? 'and no other operation of this file documents one'
          : `while ${documented.length} of ${api.operations.length} operations of this file document some`;
      yield {
        pointer,
        message: `${nickname || `${method} ${path}`} documents no error, ${others}. Say what can go wrong, in "responseMessages".`,
      };
      // Where the whole file has none, one finding says so.
      if (documented.length === 0) return;
    }
  },
};
