import { describe, expect, it } from 'vitest';
import { runOnce, transactionKey, type Transactions } from './transactions.ts';

function counter(): { perform: () => Promise<number>; count: () => number } {
  let count = 0;
  return {
    perform: async () => {
      count += 1;
      return count;
    },
    count: () => count,
  };
}

describe('a transaction', () => {
  it('runs once and answers the same for ever after', async () => {
    const store: Transactions<number> = new Map();
    const { perform, count } = counter();
    const answers = [
      await runOnce(store, 't', 'k', perform),
      await runOnce(store, 't', 'k', perform),
    ];
    expect([answers, count()]).toEqual([[1, 1], 1]);
  });

  it('is shared by requests that arrive while it runs', async () => {
    const store: Transactions<number> = new Map();
    let runs = 0;
    const perform = async (): Promise<number> => {
      runs += 1;
      await Promise.resolve();
      return 7;
    };
    const both = [runOnce(store, 't', 'k', perform), runOnce(store, 't', 'k', perform)];
    expect([await Promise.all(both), runs]).toEqual([[7, 7], 1]);
  });

  it('is forgotten when it fails', async () => {
    const store: Transactions<number> = new Map();
    const failed = runOnce(store, 't', 'k', () => Promise.reject(new Error('no')));
    await expect(failed).rejects.toThrow('no');
    expect(await runOnce(store, 't', 'k', counter().perform)).toBe(1);
  });

  it('belongs to its token and its key', async () => {
    const store: Transactions<number> = new Map();
    const { perform } = counter();
    const answers = [
      await runOnce(store, 't', 'k', perform),
      await runOnce(store, 'other', 'k', perform),
      await runOnce(store, 't', 'other', perform),
    ];
    expect(answers).toEqual([1, 2, 3]);
  });

  it('is forgotten when a thousand newer ones have come', async () => {
    const store: Transactions<number> = new Map();
    const { perform } = counter();
    for (let n = 0; n <= 1000; n += 1) await runOnce(store, 't', `k${n}`, perform);
    expect(store.get('t')?.size).toBe(1000);
    expect(await runOnce(store, 't', 'k1', perform)).toBe(2);
    expect(await runOnce(store, 't', 'k0', perform)).toBe(1002);
  });
});

describe('the key of a transaction', () => {
  it('is the same only for the same operation, path and txnId', () => {
    const keys = [
      transactionKey('invite', ['!a:x'], 't'),
      transactionKey('invite', ['!a:x', 't'], ''),
      transactionKey('invite', ['!a:x","t'], ''),
      transactionKey('leave', ['!a:x'], 't'),
      transactionKey('invite', ['!b:x'], 't'),
      transactionKey('invite', ['!a:x'], 'u'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(transactionKey('invite', ['!a:x'], 't')).toBe(keys[0]);
  });
});
