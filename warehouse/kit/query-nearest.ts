/** Number of letters to add, drop, change or swap with their neighbour to get from one text to the other. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The names most like a text, nearest first: those that hold it, or are within a third of its length. */
export function nearest(text: string, names: readonly string[], most = 3): string[] {
  const wanted = text.toLowerCase();
  return [...new Set(names)]
    .map((name) => {
      const low = name.toLowerCase();
      const held = wanted.length > 1 && low.length > 1 && (low.includes(wanted) || wanted.includes(low));
      const distance = editDistance(wanted, low);
      // A part of a name is a near miss, however long the name.
      const far = held ? Math.min(distance, 1.5) : distance;
      return { name, far, length: Math.max(wanted.length, low.length) };
    })
    .filter(({ far, length }) => far <= Math.max(1.5, length / 3))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}

/** `Unknown <what> "<text>". Did you mean "<a>" or "<b>"?`, or the valid ones when nothing is near. */
export function unknownName(what: string, text: string, names: readonly string[]): string {
  const near = nearest(text, names);
  if (near.length > 0)
    return `Unknown ${what} "${text}". Did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`;
  if (names.length === 0) return `Unknown ${what} "${text}": nothing of the kind has been loaded yet.`;
  const shown = [...names].sort().slice(0, 12);
  const more = names.length > shown.length ? `, and ${names.length - shown.length} more` : '';
  return `Unknown ${what} "${text}". Valid: ${shown.join(', ')}${more}.`;
}
