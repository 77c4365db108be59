// oxlint-disable typescript/consistent-type-imports -- a declared module cannot import from a relative path
declare module 'matrix-js-sdk-0.0.4' {
  const sdk: import('./sdk-types.ts').CallbackSdk;
  export = sdk;
}

declare module 'matrix-js-sdk-0.2.2' {
  const sdk: import('./sdk-types.ts').EmittingSdk;
  export = sdk;
}

declare module 'matrix-js-sdk-0.3.0' {
  const sdk: import('./sdk-types.ts').ReceiptSdk;
  export = sdk;
}
