import { arrayWithoutItems } from './array-without-items.ts';
import { authorizationWithoutListing } from './authorization-without-listing.ts';
import { bareOperation } from './bare-operation.ts';
import { basePath } from './base-path.ts';
import { bodyName } from './body-name.ts';
import { bodyWithoutPurpose } from './body-without-purpose.ts';
import { bounds } from './bounds.ts';
import { collectionLacksKey } from './collection-lacks-key.ts';
import { consumesWithoutBody } from './consumes-without-body.ts';
import { copiedDescription } from './copied-description.ts';
import { creationWordsElsewhere } from './creation-words-elsewhere.ts';
import { defaultValue } from './default-value.ts';
import { discriminator } from './discriminator.ts';
import { duplicateKey } from './duplicate-key.ts';
import { duplicateNickname } from './duplicate-nickname.ts';
import { duplicateOperation } from './duplicate-operation.ts';
import { duplicateParameter } from './duplicate-parameter.ts';
import { duplicatePath } from './duplicate-path.ts';
import { duplicateResponseCode } from './duplicate-response-code.ts';
import { emptyModel } from './empty-model.ts';
import { emptyText } from './empty-text.ts';
import { enumContradictsDescription } from './enum-contradicts-description.ts';
import { enumLacksOperation } from './enum-lacks-operation.ts';
import { enumOnOneNamesake } from './enum-on-one-namesake.ts';
import { enumValueUnexplained } from './enum-value-unexplained.ts';
import { enumValues } from './enum-values.ts';
import { errorOfOneAlternative } from './error-of-one-alternative.ts';
import { errorWithoutModel } from './error-without-model.ts';
import { errorsOnOneOfTwoWays } from './errors-on-one-of-two-ways.ts';
import { exampleDoesNotParse } from './example-does-not-parse.ts';
import { fileParameter } from './file-parameter.ts';
import { identifierWithoutExample } from './identifier-without-example.ts';
import { imperativeInDescription } from './imperative-in-description.ts';
import { inconsistentResult } from './inconsistent-result.ts';
import { inheritance } from './inheritance.ts';
import { jsonSyntax } from './json-syntax.ts';
import { limitWithoutBounds } from './limit-without-bounds.ts';
import { localhostBasePath } from './localhost-base-path.ts';
import { longSummary } from './long-summary.ts';
import { methodDiffers } from './method-differs.ts';
import { missingDescription } from './missing-description.ts';
import { missingKeyError } from './missing-key-error.ts';
import { modelDrift } from './model-drift.ts';
import { modelIdMismatch } from './model-id-mismatch.ts';
import { noErrorResponses } from './no-error-responses.ts';
import { notesRepeatSummary } from './notes-repeat-summary.ts';
import { nothingRequired } from './nothing-required.ts';
import { omittablePathParameter } from './omittable-path-parameter.ts';
import { operationInProse } from './operation-in-prose.ts';
import { operationTextOnParameter } from './operation-text-on-parameter.ts';
import { optionalEnumWithoutDefault } from './optional-enum-without-default.ts';
import { orphanSubtype } from './orphan-subtype.ts';
import { overlappingPaths } from './overlapping-paths.ts';
import { pageTokenContract } from './page-token-contract.ts';
import { pagingOrder } from './paging-order.ts';
import { pagingWithoutTokens } from './paging-without-tokens.ts';
import { pathOutsideResource } from './path-outside-resource.ts';
import { pathParameterNotRequired } from './path-parameter-not-required.ts';
import { pathTemplate } from './path-template.ts';
import { placeholderProperty } from './placeholder-property.ts';
import { propertyWithoutResource } from './property-without-resource.ts';
import { propertyWithoutType } from './property-without-type.ts';
import { proseEnum } from './prose-enum.ts';
import { proseSaysRequired } from './prose-says-required.ts';
import { redundantMediaTypes } from './redundant-media-types.ts';
import { refToPrimitive } from './ref-to-primitive.ts';
import { requiredContradictsProse } from './required-contradicts-prose.ts';
import { requiredOnProperty } from './required-on-property.ts';
import { requiredUnknownProperty } from './required-unknown-property.ts';
import { resultOfSpecialCase } from './result-of-special-case.ts';
import { sameDescription } from './same-description.ts';
import { securedWithout401Or403 } from './secured-without-401-403.ts';
import { structure, unknownKey, oldKey } from './structure.ts';
import { subtypesWithoutDiscriminator } from './subtypes-without-discriminator.ts';
import { summaryNamesOptionalProperty } from './summary-names-optional-property.ts';
import { typeInsteadOfRef } from './type-instead-of-ref.ts';
import { unconditionalRefusal } from './unconditional-refusal.ts';
import { undeclaredParameterMention } from './undeclared-parameter-mention.ts';
import { undeclaredPathParameter } from './undeclared-path-parameter.ts';
import { undefinedAuthorization } from './undefined-authorization.ts';
import { unknownType } from './unknown-type.ts';
import { unusedModel } from './unused-model.ts';
import { unusedPathParameter } from './unused-path-parameter.ts';
import { voidWithProduces } from './void-with-produces.ts';
import { writeOnlyProperty } from './write-only-property.ts';
import { writeWithoutRead } from './write-without-read.ts';
import type { Rule } from '../view/rule.ts';

/** Every rule, in the order of their ids. */
export const rules: readonly Rule[] = [
  arrayWithoutItems,
  authorizationWithoutListing,
  bareOperation,
  basePath,
  bodyName,
  bodyWithoutPurpose,
  bounds,
  collectionLacksKey,
  consumesWithoutBody,
  copiedDescription,
  creationWordsElsewhere,
  defaultValue,
  discriminator,
  duplicateKey,
  duplicateNickname,
  duplicateOperation,
  duplicateParameter,
  duplicatePath,
  duplicateResponseCode,
  emptyModel,
  emptyText,
  enumContradictsDescription,
  enumLacksOperation,
  enumOnOneNamesake,
  enumValueUnexplained,
  enumValues,
  errorOfOneAlternative,
  errorWithoutModel,
  errorsOnOneOfTwoWays,
  exampleDoesNotParse,
  fileParameter,
  identifierWithoutExample,
  imperativeInDescription,
  inconsistentResult,
  inheritance,
  jsonSyntax,
  limitWithoutBounds,
  localhostBasePath,
  longSummary,
  methodDiffers,
  missingDescription,
  missingKeyError,
  modelDrift,
  modelIdMismatch,
  noErrorResponses,
  notesRepeatSummary,
  nothingRequired,
  omittablePathParameter,
  operationInProse,
  operationTextOnParameter,
  optionalEnumWithoutDefault,
  orphanSubtype,
  overlappingPaths,
  pageTokenContract,
  pagingOrder,
  pagingWithoutTokens,
  pathOutsideResource,
  pathParameterNotRequired,
  pathTemplate,
  placeholderProperty,
  propertyWithoutResource,
  propertyWithoutType,
  proseEnum,
  proseSaysRequired,
  redundantMediaTypes,
  refToPrimitive,
  requiredContradictsProse,
  requiredOnProperty,
  requiredUnknownProperty,
  resultOfSpecialCase,
  sameDescription,
  securedWithout401Or403,
  structure,
  unknownKey,
  oldKey,
  subtypesWithoutDiscriminator,
  summaryNamesOptionalProperty,
  typeInsteadOfRef,
  unconditionalRefusal,
  undeclaredParameterMention,
  undeclaredPathParameter,
  undefinedAuthorization,
  unknownType,
  unusedModel,
  unusedPathParameter,
  voidWithProduces,
  writeOnlyProperty,
  writeWithoutRead,
].toSorted((a, b) => (a.id < b.id ? -1 : 1));
