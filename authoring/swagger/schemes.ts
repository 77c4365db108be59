import {
  isArray,
  isObject,
  type JsonObject,
  objectsAt,
  stringAt,
} from '../../harness/document/json.ts';
import type { SecurityScheme } from './document.ts';

/**
 * Reads the definition of an authorization (Swagger 1.2, section 5.1.4), as OpenAPI has it. Most declarations only name
 * what their resource listing defines.
 * @returns null where this is no definition
 */
export function readScheme(value: unknown): SecurityScheme | null {
  if (!isObject(value)) return null;
  switch (value['type']) {
    case 'basicAuth':
      return { type: 'http', scheme: 'basic' };
    case 'apiKey': {
      const [name, place] = [stringAt(value, 'keyname'), stringAt(value, 'passAs')];
      return name !== '' && (place === 'header' || place === 'query')
        ? { type: 'apiKey', name, in: place }
        : null;
    }
    case 'oauth2':
      return readOauth2(value);
    default:
      return null;
  }
}

function readOauth2(value: JsonObject): SecurityScheme | null {
  const scopes = Object.fromEntries(
    objectsAt(value, 'scopes').map((one) => [stringAt(one, 'scope'), stringAt(one, 'description')]),
  );
  const grants = isObject(value['grantTypes']) ? value['grantTypes'] : {};
  const implicit = within(grants, 'implicit', 'loginEndpoint');
  const request = within(grants, 'authorization_code', 'tokenRequestEndpoint');
  const token = within(grants, 'authorization_code', 'tokenEndpoint');
  const flows = {
    ...(implicit === '' ? {} : { implicit: { authorizationUrl: implicit, scopes } }),
    ...(request === '' || token === ''
      ? {}
      : { authorizationCode: { authorizationUrl: request, tokenUrl: token, scopes } }),
  };
  return Object.keys(flows).length === 0 ? null : { type: 'oauth2', flows };
}

/** The url of an endpoint of a grant; '' where there is none. */
function within(grants: JsonObject, grant: string, endpoint: string): string {
  const one = grants[grant];
  const found = isObject(one) && !isArray(one) ? one[endpoint] : undefined;
  return isObject(found) ? stringAt(found, 'url') : '';
}
