/** What a user is called and looks like; what was never said is not there. */
export type Profile = { readonly [field in ProfileField]?: string };

export type ProfileField = 'displayname' | 'avatar_url';
