import { create, founder, room, type Rule, type Scene, tell } from '../testing/scene.ts';

/** Three messages, the first two of which are old when they are looked for. */
function old({ say, wait }: Scene, ms: number): void {
  say('one', '$1');
  say('two', '$2');
  wait(ms);
  say('three', '$3');
}

/** The whole history of the room, with some of its messages. */
function history({ page, event }: Scene, texts: readonly string[]): void {
  const messages = texts.map((text) =>
    event(`$${['', 'one', 'two', 'three'].indexOf(text)}`, text),
  );
  page('dir=b&limit=20', [...messages.toReversed(), founder, create]);
}

const rules = (alone: false | undefined): readonly Rule[] =>
  [
    {
      name: 'a server that keeps messages for a time deletes the oldest ones',
      violates: ['MSGS-03'],
      wrong(scene: Scene) {
        old(scene, 100_000);
        history(scene, ['one', 'three']);
      },
      right(scene: Scene) {
        old(scene, 100_000);
        history(scene, ['two', 'three']);
        history(scene, ['three']);
      },
    },
    {
      name: 'a message that was just sent has not expired',
      violates: ['MSGS-03'],
      wrong(scene: Scene) {
        old(scene, 100);
        history(scene, ['three']);
      },
      right(scene: Scene) {
        scene
          .send('PUT', `${room}/state/m.room.retention`, { body: { max_lifetime: 50 } })
          .answer(200);
        old(scene, 100);
        history(scene, ['three']);
      },
    },
    {
      name: 'messages expire while somebody walks forwards',
      violates: ['MSGS-13'],
      wrong(scene: Scene) {
        walk(scene, 100);
      },
      right(scene: Scene) {
        walk(scene, 100_000);
      },
    },
    {
      name: 'what lay between two tokens may have expired since',
      violates: ['MSGS-07'],
      wrong(scene: Scene) {
        between(scene, 100);
      },
      right(scene: Scene) {
        between(scene, 100_000);
      },
    },
  ].map((rule) => ({ ...rule, ...(alone === false ? { alone } : {}) }));

/** A walk forwards whose second page lacks the second message. */
function walk({ say, page, event, wait }: Scene, ms: number): void {
  for (const n of [1, 2, 3]) say(`${n}`, `$${n}`);
  page('dir=f&limit=3', [create, founder, event('$1', '1')], 't0', 't1');
  wait(ms);
  page('dir=f&limit=3&from=t1', [event('$3', '3')], 't1', 't3');
}

/** A page that is empty although a walk showed what lies there. */
function between({ say, page, event, wait }: Scene, ms: number): void {
  for (const n of [1, 2, 3]) say(`${n}`, `$${n}`);
  const all = [1, 2, 3].map((n) => event(`$${n}`, `${n}`)).toReversed();
  page('dir=b&limit=3', all, 't9', 't0');
  page('dir=b&limit=3&from=t9', all, 't9', 't0');
  wait(ms);
  page('dir=b&limit=3&from=t9&to=t0', [], 't9', 't0');
}

tell('what expires while nobody else acts', rules(undefined));
tell('what expires while others may act', rules(false));
