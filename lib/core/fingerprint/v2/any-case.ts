/** The source of a pattern that matches the word in any case, where a flag would be for all of the pattern. */
export function anyCase(word: string): string {
  return word.replace(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`);
}
