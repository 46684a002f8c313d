/** What an interrupted command leaves behind, and that it can be given again. */

const left: Readonly<Record<string, string>> = {
  run: "A night is committed whole or not at all",
  diff: "A diff is committed whole or not at all",
  fetch: "Files that are whole stay where they are",
  export: "The file that --out names is written whole or not at all",
  demo: "What the demo has written is replaced by the next one",
};

/** Whatever is not told of here writes nothing. */
export function interruptionText(command: string): string {
  const next = command === "fetch" ? "the same command goes on with the others" : "the same command can be given again";
  return `Interrupted. ${left[command] ?? "Nothing was written"}: ${next}.\n`;
}
