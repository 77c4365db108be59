import type { Rule } from '../view/rule.ts';

export const securedWithout401Or403: Rule = {
  id: 'secured-without-401-403',
  severity: 'warning',
  summary:
    'Operations demand an authorization and do not say how a missing or wrong one is answered.',
  *declaration({ api }) {
    const whole = (api.authorizations ?? []).length > 0;
    const secured = api.operations.filter(({ authorizations }) =>
      authorizations === null ? whole : authorizations.length > 0,
    );
    const silent = secured.filter(
      ({ responses }) => !responses.some(({ code }) => code === 401 || code === 403),
    );
    const [first, ...others] = silent;
    if (first === undefined) return;
    const message =
      silent.length === 1
        ? `${first.nickname || first.method} demands an authorization, and documents neither 401 nor 403.`
        : `${silent.length === secured.length ? `All ${secured.length}` : `${silent.length} of the ${secured.length}`} operations that demand an authorization document neither 401 nor 403. What does a caller without permission get?`;
    yield {
      pointer: first.pointer,
      message,
      related: others.map(({ pointer }) => ({ pointer, message: 'also here' })),
    };
  },
};
