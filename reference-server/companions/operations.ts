import type { Operation } from '../parts.ts';
import { changePassword } from './change-password.ts';
import { changePresenceList } from './change-presence-list.ts';
import { deleteAlias } from './delete-alias.ts';
import { getAlias } from './get-alias.ts';
import { getEvent } from './get-event.ts';
import { getEvents } from './get-events.ts';
import { getPresenceList } from './get-presence-list.ts';
import { getPresence } from './get-presence.ts';
import { getProfile, getProfileField } from './get-profile.ts';
import { getPublicRooms } from './get-public-rooms.ts';
import { getState } from './get-state.ts';
import { getThirdPartyIds } from './get-third-party-ids.ts';
import { getTurnServer } from './get-turn-server.ts';
import { getVersions } from './get-versions.ts';
import { initialSync } from './initial-sync.ts';
import { listFlows, login } from './login.ts';
import type { CompanionOperation } from './names.ts';
import { deletePushRule, getPushRules, setPushRule } from './push-rules.ts';
import { redact } from './redact.ts';
import { register, registerInteractively } from './register.ts';
import { search } from './search.ts';
import { setAlias } from './set-alias.ts';
import { setPresence } from './set-presence.ts';
import { setProfileField } from './set-profile-field.ts';
import { setReceipt } from './set-receipt.ts';
import { setTyping } from './set-typing.ts';

/** What performs the companions, apart from the operations of the declaration. */
export const companionOperations: Readonly<Record<CompanionOperation, Operation>> = {
  get_state: getState,
  register,
  register_interactively: registerInteractively,
  get_register_flows: listFlows,
  login,
  get_login_flows: listFlows,
  get_versions: getVersions,
  initial_sync: initialSync,
  get_events: getEvents,
  get_event: getEvent,
  redact,
  set_typing: setTyping,
  set_receipt: setReceipt,
  get_public_rooms: getPublicRooms,
  get_alias: getAlias,
  set_alias: setAlias,
  delete_alias: deleteAlias,
  get_profile: getProfile,
  get_displayname: getProfileField('displayname'),
  set_displayname: setProfileField('displayname'),
  get_avatar_url: getProfileField('avatar_url'),
  set_avatar_url: setProfileField('avatar_url'),
  get_presence: getPresence,
  set_presence: setPresence,
  get_presence_list: getPresenceList,
  change_presence_list: changePresenceList,
  get_push_rules: getPushRules,
  set_push_rule: setPushRule,
  delete_push_rule: deletePushRule,
  get_turn_server: getTurnServer,
  get_third_party_ids: getThirdPartyIds,
  change_password: changePassword,
  search,
};
