import { addPushRule, createPushRules, listPushRules, removePushRule } from './rule-sets.ts';
import type { Answer, Context } from '../parts.ts';

/** GET /pushrules/: the rules of the caller. No rule here is for one device alone. */
export function getPushRules({ parts, world, caller }: Context): Answer {
  return parts.answer.ok({
    global: listPushRules(world.pushRules.get(caller.userId)),
    device: {},
  });
}

/** PUT /pushrules/global/{kind}/{ruleId}: adds or replaces a rule. */
export function setPushRule({ parts, world, params, request, caller }: Context): Answer {
  const body = parts.validate.object(request.body);
  const rules = world.pushRules.get(caller.userId) ?? createPushRules();
  addPushRule(rules, params.ruleKind, params.ruleId, body);
  world.pushRules.set(caller.userId, rules);
  return parts.answer.ok({});
}

/** DELETE /pushrules/global/{kind}/{ruleId}: removes a rule that was added. */
export function deletePushRule({ parts, world, params, caller }: Context): Answer {
  const rules = world.pushRules.get(caller.userId) ?? createPushRules();
  removePushRule(rules, params.ruleKind, params.ruleId);
  return parts.answer.ok({});
}
