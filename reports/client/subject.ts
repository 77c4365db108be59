import { plain } from '../plain.ts';
import type { Report, ReportSubject, Status } from '../report.ts';

type About = Pick<Report, 'subject' | 'target'>;

/** The command of a client on one line; null where somebody ran its tests by hand. */
const commandOf = ({ command }: ReportSubject): string | null =>
  command === null ? null : plain(command, 200);

/** What a report is about, for a place where one name is enough: the address of a server, the command of a client, or where traffic was seen. */
export const subjectOf = ({ subject, target }: About): string =>
  subject === undefined
    ? `${target.origin}${target.basePath}`
    : subject.kind === 'traffic'
      ? plain(subject.traffic.source, 200)
      : (commandOf(subject) ?? `a client of the mock at ${target.origin}`);

/** The same for a title, where a path is too long. */
export const shortSubjectOf = (about: About): string =>
  about.subject === undefined ? about.target.origin : subjectOf(about);

/** What kind of thing a report is about, in front of its verdict. */
export const titleOf = ({ subject }: Pick<Report, 'subject'>): string =>
  subject === undefined ? 'matrix rooms' : `matrix rooms ${subject.kind}`;

/** What was seen: a client or traffic, in the middle of a sentence. */
export const seenThing = ({ kind }: ReportSubject): string =>
  kind === 'client' ? 'the client' : 'the traffic';

/**
 * A status in the words of its report. A client was seen to meet a requirement, as often as it was bound by it; that is less
 * than a proof.
 */
export const statusWord = (status: Status, { subject }: { readonly subject?: unknown }): string =>
  subject !== undefined && status === 'proven' ? 'met' : status.replace('-', ' ');
