import { END, FALLBACK, settleWorld } from './settle-world';

describe('Sync that fails while a request waits for the rest', () => {
  it('costs nothing that was read before, and leaves one warning', async () => {
    const { request, keep, items, sent, entries } = settleWorld();
    keep('incoming_call.1', { parts: [FALLBACK] });
    const looks: number[] = [];
    const listItems = () =>
      looks.push(items.length) === 1
        ? Promise.resolve([...items])
        : Promise.reject(new Error('down'));

    await request(END, { listItems });

    expect(looks).toHaveLength(2);
    expect(sent).toMatchObject([{ record: { outcome: 'fallback', missed: true, missing: [] } }]);
    expect(entries.filter(({ event }) => event === 'call_record.unread')).toHaveLength(1);
  });
});
