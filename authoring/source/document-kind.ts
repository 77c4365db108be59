import { isArray, isObject, stringAt } from '../../harness/document/json.ts';

/** What a JSON document is. */
export type DocumentKind =
  | { readonly kind: 'declaration' }
  | { readonly kind: 'listing' }
  /** Another document; `sentence` says what it is, and what reads it. */
  | { readonly kind: 'foreign'; readonly sentence: string };

/** Tells an API declaration and a resource listing of Swagger 1.2 apart, from each other and from anything else. */
export function documentKind(value: unknown): DocumentKind {
  if (!isObject(value))
    return foreign('it is JSON, but not an object as every Swagger document is');
  const openapi = value['openapi'];
  if (openapi !== undefined) {
    return foreign(`it is OpenAPI ${said(openapi)}, ${others}`);
  }
  if (value['swagger'] !== undefined)
    return foreign(`it is Swagger ${said(value['swagger'])}, ${others}`);
  const version = value['swaggerVersion'];
  if (version === '1.0' || version === '1.1') {
    return foreign(`it is Swagger ${version}, and lint reads Swagger 1.2; convert it first`);
  }
  const { apis } = value;
  if (version === undefined && !isArray(apis)) {
    return foreign(
      stringAt(value, '$schema').includes('json-schema.org')
        ? 'it is a JSON Schema, not a Swagger 1.2 document'
        : 'it is JSON, but neither "swaggerVersion" nor "apis" says that it is Swagger 1.2',
    );
  }
  return { kind: isListing(value) ? 'listing' : 'declaration' };
}

const others =
  'and lint reads Swagger 1.2. Redocly CLI and Spectral check OpenAPI 3 and Swagger 2.0';

const said = (version: unknown): string =>
  (typeof version === 'string' || typeof version === 'number' ? String(version) : '').slice(0, 20);

const foreign = (sentence: string): DocumentKind => ({ kind: 'foreign', sentence });

/** Only declarations have operations, models and a base path; only listings describe the API as a whole. */
function isListing(value: Readonly<Record<string, unknown>>): boolean {
  const { apis } = value;
  const entries = isArray(apis) ? apis.filter(isObject) : [];
  if (entries.some((entry) => entry['operations'] !== undefined)) return false;
  if (value['resourcePath'] !== undefined || value['models'] !== undefined) return false;
  if (value['info'] !== undefined || isDefined(value['authorizations'])) return true;
  return value['basePath'] === undefined || entries.length > 0;
}

/** Whether authorizations are definitions, as in listings, rather than demands. */
const isDefined = (authorizations: unknown): boolean =>
  isObject(authorizations) &&
  Object.values(authorizations).some((one) => isObject(one) && one['type'] !== undefined);

/** What a text is that is not JSON; null where it seems to be meant as a JSON document. */
export function notJson(text: string): string | null {
  const begin = text.slice(0, 2000).replace(/^(?:\s|#[^\n]*\n|---)+/, '');
  if (begin === '') return 'it is empty';
  if (begin.startsWith('<')) return 'it is markup, not JSON';
  if (/^["']?[\w$-]+["']?\s*:(?:\s|$)/.test(begin)) {
    return 'it is YAML, and Swagger 1.2 is written in JSON; convert it first';
  }
  return /^[{[]/.test(begin) ? null : 'it is not JSON: it does not begin with a brace';
}
