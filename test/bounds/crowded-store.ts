/** Others count between each of our reads and writes. */
export function crowdedStore() {
  let count = 0;
  return {
    read: () => Promise.resolve({ key: 'k', revision: String(count), data: { count: count++ } }),
    add: () => Promise.resolve('exists' as const),
    replace: () => Promise.resolve('changed' as const),
  };
}
