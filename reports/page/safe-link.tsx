import { ForeignText } from './foreign-text.tsx';

/** A link if the text is a web address, else plain text. */
export function SafeLink({ text }: { text: string }) {
  return isWeb(text) ? (
    <a href={text} rel="noopener noreferrer">
      <ForeignText text={text} />
    </a>
  ) : (
    <ForeignText text={text} />
  );
}

function isWeb(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
