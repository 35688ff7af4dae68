/** A queue of whatever has a cost, the least first; of equal ones that which came last, so that where nothing costs anything a way is followed to its end. Both acts take the logarithm of its length. */
export function queueOf<Item extends { cost: number }>(): { put: (item: Item) => void; take: () => Item | undefined } {
  const heap: { item: Item; turn: number }[] = [];
  let turns = 0;
  const before = (a: number, b: number): boolean => {
    const [one, other] = [heap[a], heap[b]];
    if (!one || !other) return one !== undefined;
    return one.item.cost < other.item.cost || (one.item.cost === other.item.cost && one.turn > other.turn);
  };
  const swap = (a: number, b: number) => {
    const [one, other] = [heap[a], heap[b]];
    if (one && other) [heap[a], heap[b]] = [other, one];
  };
  return {
    put(item) {
      heap.push({ item, turn: turns++ });
      let at = heap.length - 1;
      for (let up = (at - 1) >> 1; at > 0 && before(at, up); up = (at - 1) >> 1) {
        swap(at, up);
        at = up;
      }
    },
    take() {
      const first = heap[0];
      const last = heap.pop();
      if (heap.length > 0 && last) {
        heap[0] = last;
        for (let at = 0; ;) {
          const [left, right] = [2 * at + 1, 2 * at + 2];
          const down = before(right, left) ? right : left;
          if (down >= heap.length || !before(down, at)) break;
          swap(at, down);
          at = down;
        }
      }
      return first?.item;
    },
  };
}
