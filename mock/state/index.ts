export { type StateDocument, stateDocument } from './document.ts';
export { exportState } from './export.ts';
export { createNames, type NamedRoom, type Names, type NamedUser } from './names.ts';
export { populate } from './populate.ts';
