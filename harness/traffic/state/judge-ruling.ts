import type { RequirementId } from '../../document/ids.ts';
import { reasonOfRefusal, reasonOfSuccess } from './reasons.ts';
import { hasOwnReason, isOwn } from './refusals.ts';
import type { InRoom, Ruling } from './ruling.ts';
import { type Wrong, wrong } from './verdict.ts';

/** Judges whether an answer is what a room asks for. */
export function judgeRuling(
  request: InRoom,
  ruling: Ruling,
  met: ReadonlySet<RequirementId>,
): readonly Wrong[] {
  const { happened, nickname, profile } = request;
  const { answered } = happened;
  if (answered === null) return [];
  const { status, json } = answered;
  const { owes, statusRequirement, because, shownBy } = ruling;
  const ok = status >= 200 && status < 300;
  const said = (id: RequirementId): readonly Wrong[] =>
    profile.drops(id)
      ? []
      : [wrong(id, `${nickname} was answered with ${status}, although ${because}.`, ...shownBy)];
  if (owes === 'refused') {
    if (ok) return said(reasonOfSuccess(request, ruling, met));
    const statuses = profile.changeOf(statusRequirement)?.statuses ?? [403];
    return statuses.includes(status) || !isOwn(status) || status === 401
      ? []
      : said(statusRequirement);
  }
  if (ok || status >= 500 || status === 401 || !isOwn(status)) return [];
  if ((nickname === 'get_topic' || nickname === 'get_membership') && status === 404) return [];
  if (hasOwnReason(json)) return [];
  return said(reasonOfRefusal(request, ruling, met));
}
