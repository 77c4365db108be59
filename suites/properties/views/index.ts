import { propertyCase, series } from '../../../harness/model/index.ts';
import { suite } from '../../../harness/run/case.ts';
import { createDraw } from './drawing.ts';
import { createPlayer } from './player.ts';
import { probe } from './probe.ts';
import { names, steps } from './steps.ts';

export const viewsAgree = suite('views-agree', {
  'every-view-shows-the-same': propertyCase({
    title: 'All views of a room agree with each other, for every user and whatever happened',
    requires: [
      ...(['GMEM-03', 'GMEM-07', 'GMEM-08', 'MEMB-04', 'MEMB-11', 'GTOPIC-03'] as const),
      ...(['STATE-03', 'GST-04', 'GST-05', 'SYNC-09', 'SYNC-10'] as const),
      ...(['MSGS-03', 'MSGS-16', 'MODEL-22', 'SYNC-07'] as const),
      // What is sent is shown as it was sent.
      ...(['SEND-01', 'SEND-03', 'SEND-04', 'SEND-05', 'SEND-10', 'SEND-14'] as const),
      ...(['MSG-01', 'MSG-03', 'MSG-04', 'MSG-13', 'MODEL-03'] as const),
      ...(['FEED-01', 'FEED-03', 'FEED-04', 'FEED-09', 'FEED-12', 'MODEL-28'] as const),
      ...([
        'STATE-05',
        'STATE-13',
        'STATE-14',
        'TOPIC-03',
        'TOPIC-08',
        'MODEL-39',
        'MODEL-29',
      ] as const),
      ...(['INV-03', 'JOIN-03', 'LEAVE-03', 'BAN-03', 'JID-03', 'SMEM-03', 'SMEM-22'] as const),
      ...(['CREATE-03', 'CREATE-21', 'CONV-16', 'CONV-19', 'MODEL-27'] as const),
    ],
    users: names,
    budget: { runs: 11 },
    probe,
    series: (known) => series({ draw: createDraw(known), step: steps.any }),
    readStep: steps.read,
    open: createPlayer,
  }),
});
