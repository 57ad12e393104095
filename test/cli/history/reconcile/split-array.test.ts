import fc from 'fast-check';
import { splitJsonArray } from '../../../../cli/history/reconcile/split-array';

async function split(chunks: readonly string[]): Promise<unknown[]> {
  const elements: unknown[] = [];
  // eslint-disable-next-line @typescript-eslint/require-await
  async function* stream() {
    yield* chunks;
  }
  for await (const element of splitJsonArray(stream())) elements.push(element);
  return elements;
}

function cutEvery(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_each, index) =>
    text.slice(index * size, (index + 1) * size),
  );
}

describe('splitJsonArray', () => {
  it('returns what JSON.parse does, wherever the text is cut', async () => {
    const property = fc.asyncProperty(
      fc.array(fc.jsonValue()),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom(undefined, 2),
      async (value, size, indent) => {
        const json = JSON.stringify(value, null, indent);

        expect(await split(cutEvery(json, size))).toEqual(JSON.parse(json));
      },
    );

    await fc.assert(property, { numRuns: 300 });
  });

  it.each([
    ['an object', '{"message":"no"}'],
    ['a word', 'null'],
    ['an end that is missing', '[{"id":1},{"id":'],
    ['two lists', '[1][2]'],
    ['nothing', ''],
    ['a page of the edge', '<html></html>'],
  ])('refuses %s', async (_name, text) => {
    await expect(split([text])).rejects.toThrow();
  });
});
