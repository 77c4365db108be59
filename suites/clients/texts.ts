import type { Scenario } from '../../clients/stage/scenario.ts';
import { textsOf } from './shown.ts';

/** Texts that are easily changed on their way. */
const texts: readonly (readonly [name: string, text: string])[] = [
  ['nothing', ''],
  ['a-space', ' '],
  ['spaces-around', '  in the middle \t'],
  ['line-breaks', 'one\ntwo\r\nthree\rfour\ttab'],
  ['many-scripts', 'Grüße, 世界, שלום, สวัสดี'],
  ['emoji', '🙂👩‍👩‍👧🏳️‍🌈'],
  ['characters-apart', 'e\u0301 is not \u00E9'],
  ['control-characters', '\u0000\u0007\u001B\u007F'],
  ['turned-text', '\u202Eturned\u202C \u200B\u2028\u2029\uFEFF'],
  ['markup', '<b>&amp;</b> &lt;script&gt; [link](x) **bold**'],
  ['escapes', '%2F %252F "quoted" \\ \\n \\u0041 {"a":1}'],
  ['a-command', '/me waves'],
  ['a-long-text', 'long '.repeat(6000)],
];

/** Text that one client sends is what another one reads. */
export const textScenarios: readonly Scenario[] = [
  ...texts.map(([name, text]): Scenario => ({
    id: `clients/texts/${name}`,
    title: `A message of ${name.replaceAll('-', ' ')} is read by another client as it was sent.`,
    requires: ['CLIENT-25'],
    control: 'clients/two-clients/see-the-same',
    needs: ['send_message', 'read_history'],
    async run({ act, must, server, lobby: roomId }) {
      const reply = await act('alice', 'send_message', { roomId, text });
      must.succeed('CLIENT-25', reply, 'sending a text');
      must.equal('CLIENT-25', 'the text at the server', server.history(roomId), [text]);
      const read = await act('bob', 'read_history', { roomId });
      const shown = textsOf(must.succeed('CLIENT-25', read, 'reading it'));
      must.equal('CLIENT-25', 'the text that the other client shows', shown, [text]);
    },
  })),
  ...texts
    .filter(([name]) => /scripts|emoji|apart|line-breaks|escapes/.test(name))
    .map(([name, topic]): Scenario => ({
      id: `clients/texts/topic-of-${name}`,
      title: `A topic of ${name.replaceAll('-', ' ')} is read by another client as it was set.`,
      requires: ['CLIENT-25'],
      control: 'clients/set_topic/is-set',
      needs: ['set_topic', 'get_topic'],
      async run({ act, must, server, lobby: roomId }) {
        const reply = await act('alice', 'set_topic', { roomId, topic });
        must.succeed('CLIENT-25', reply, 'setting a topic');
        must.equal('CLIENT-25', 'the topic at the server', server.topic(roomId), topic);
        const read = await act('bob', 'get_topic', { roomId });
        const shown = must.succeed('CLIENT-25', read, 'reading it');
        must.equal('CLIENT-25', 'the topic that the other client shows', shown['topic'], topic);
      },
    })),
];
