import { ForeignText } from './foreign-text.tsx';

/** A link where its address leads into the web, and text where it leads anywhere else. */
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
