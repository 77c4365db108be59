export { defineDocument } from './kind.ts';
export { checkDocument, documentError, readDocument } from './read.ts';
export { DocumentError, type Finding } from './problem.ts';
export { below } from './pointer.ts';
export { didYouMeanName, quoted } from './written.ts';
