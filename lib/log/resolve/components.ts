/** Strongly connected components of a graph, as a number for each node; Tarjan's algorithm without recursion, linear in nodes and edges. */
export function components(nodes: number, targets: readonly (readonly number[])[]): number[] {
  const index = Array.from({ length: nodes }, () => -1);
  const low = Array.from({ length: nodes }, () => 0);
  const component = Array.from({ length: nodes }, () => -1);
  const stack: number[] = [];
  let [next, found] = [0, 0];
  for (let root = 0; root < nodes; root++) {
    if (index[root] !== -1) continue;
    const path: { node: number; edge: number }[] = [{ node: root, edge: 0 }];
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const { node } = step;
      if (step.edge === 0) {
        index[node] = low[node] = next++;
        stack.push(node);
      }
      const target = targets[node]?.[step.edge++];
      if (target === undefined) {
        path.pop();
        const parent = path.at(-1)?.node;
        if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0);
        if (low[node] !== index[node]) continue;
        for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
          component[member] = found;
          if (member === node) break;
        }
        found++;
      } else if (index[target] === -1) path.push({ node: target, edge: 0 });
      else if (component[target] === -1) low[node] = Math.min(low[node] ?? 0, index[target] ?? 0);
    }
  }
  return component;
}
