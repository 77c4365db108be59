import type {
  SwaggerDocument,
  SwaggerModel,
  SwaggerOperation,
  SwaggerProperty,
} from '../swagger/document.ts';

/** Changes the operation of a name; the document stays as it is where it has none. */
export const editOperation = (
  document: SwaggerDocument,
  nickname: string,
  edit: (operation: SwaggerOperation) => SwaggerOperation,
): SwaggerDocument => ({
  ...document,
  operations: document.operations.map((one) => (one.nickname === nickname ? edit(one) : one)),
});

/** Changes the model of an id. */
export function editModel(
  document: SwaggerDocument,
  id: string,
  edit: (model: SwaggerModel) => SwaggerModel,
): SwaggerDocument {
  const model = document.models.get(id);
  return model === undefined
    ? document
    : { ...document, models: new Map([...document.models, [id, edit(model)]]) };
}

/** Changes one of a model's own properties. */
export const editProperty = (
  document: SwaggerDocument,
  id: string,
  name: string,
  edit: (property: SwaggerProperty) => SwaggerProperty,
): SwaggerDocument =>
  editModel(document, id, (model) => ({
    ...model,
    properties: model.properties.map((one) => (one.name === name ? edit(one) : one)),
  }));
