import { elementIds, type Payload, type Transcripts } from './payload.ts';

/** Unpacks the report and the declaration. */
export const unpackPayload = async (): Promise<Payload> => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same build wrote it
  return (await unpack(elementIds.payload)) as Payload;
};

let transcripts: Promise<unknown> | null = null;

/** Reads the exchanges of cases that passed, once. */
export const unpackTranscripts = async (): Promise<Transcripts> => {
  transcripts ??= unpack(elementIds.transcripts);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same build wrote it
  return (await transcripts) as Transcripts;
};

/** Whether the page carries them; it cannot outside of a browser. */
export const hasTranscripts = (): boolean =>
  typeof document !== 'undefined' && document.querySelector(`#${elementIds.transcripts}`) !== null;

async function unpack(id: string): Promise<unknown> {
  const text = document.querySelector(`#${id}`)?.textContent ?? '';
  const bytes = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).json();
}
