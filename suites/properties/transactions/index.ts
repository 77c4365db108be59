import { propertyCase, series } from '../../../harness/model/index.ts';
import { suite } from '../../../harness/run/case.ts';
import { createPlayer } from './player.ts';
import { probe } from './probe.ts';
import { drawSteps, names, steps } from './steps.ts';

export const transactionProperties = suite('transactions', {
  'a-txn-id-is-one-request': propertyCase({
    title: 'A txnId stands for one request of one user, however often and by whom it is sent',
    requires: [
      ...(['MSG-05', 'SEND-06', 'FEED-04', 'INV-04', 'JOIN-04', 'LEAVE-04', 'BAN-04'] as const),
      ...(['CREATE-05', 'CREATE-06', 'MSG-04', 'MSG-06', 'MSG-07', 'SEND-05'] as const),
      ...(['CONV-13', 'CONV-21'] as const),
    ],
    users: names,
    budget: { runs: 10 },
    probe,
    series: ({ offers }) => series({ draw: drawSteps(offers), step: steps.any }),
    readStep: steps.read,
    open: (known, world) => createPlayer(known, world),
  }),
});
