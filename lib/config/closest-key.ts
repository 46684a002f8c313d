/** The known key that a mistyped one is nearest to, or null when none is near: at most two edits away. */
export function closestKey(key: string, known: readonly string[]): string | null {
  const ranked = known
    .map((name) => ({ name, distance: editDistance(bare(key), bare(name)) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= Math.min(2, best.name.length - 2) ? best.name : null;
}

/** `time_zone`, `time-zone` and `timezone` are one. A key is short, whatever somebody pasted in its place. */
function bare(key: string): string {
  return key
    .slice(0, 64)
    .replace(/[-_\s]/g, "")
    .toLowerCase();
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = Number(row[j]) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, Number(row[j + 1]) + 1, Number(next[j]) + 1));
    }
    row = next;
  }
  return Number(row.at(-1));
}
