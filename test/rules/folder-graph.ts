/** A file of the project and what it imports, as dependency-cruiser lists them. */
export interface Module {
  readonly source: string;
  readonly dependencies: readonly { readonly resolved: string }[];
}

/**
 * Returns who imports whom beside each other, as `a/b -> a/c`: of each import, the two folders (or
 * files) that lie in the folder which both files share. So every folder has a graph of its own.
 */
export function listEdges(modules: readonly Module[]): Set<string> {
  const pairs = modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => [source.split('/'), resolved.split('/')] as const),
  );
  const edges = pairs.flatMap(([from, to]) => {
    const depth = from.findIndex((name, index) => name !== to[index]) + 1;
    return depth === 0
      ? []
      : `${from.slice(0, depth).join('/')} -> ${to.slice(0, depth).join('/')}`;
  });
  return new Set(edges);
}

/** Returns the edges that lie on a cycle. */
export function listCyclic(edges: Iterable<string>): string[] {
  const targets = new Map<string, string[]>();
  for (const edge of edges) {
    const [from = '', to = ''] = edge.split(' -> ');
    targets.set(from, [...(targets.get(from) ?? []), to]);
  }
  const reaches = (from: string, wanted: string): boolean => {
    const seen = new Set<string>();
    const open = [from];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === wanted) return true;
      if (!seen.has(at)) open.push(...(targets.get(at) ?? []));
      seen.add(at);
    }
    return false;
  };
  return [...edges].filter((edge) => {
    const [from = '', to = ''] = edge.split(' -> ');
    return reaches(to, from);
  });
}
