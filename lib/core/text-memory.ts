/** Remembers what a pure function made of short texts. When it is full it begins anew, so that it stays as small as it is. */

import { ownText } from "./own-text.ts";

export interface TextMemory {
  /** What `make` gives for the text, or what it gave before. */
  recall(text: string, make: () => string): string;
}

/** `most` texts, each of `longest` UTF-16 code units; of longer ones nothing is remembered. */
export function createTextMemory({ most, longest }: { readonly most: number; readonly longest: number }): TextMemory {
  const known = new Map<string, string>();
  return {
    recall(text, make) {
      const there = known.get(text);
      if (there !== undefined) return there;
      const made = make();
      if (text.length > longest) return made;
      if (known.size >= most) known.clear();
      known.set(ownText(text), ownText(made));
      return made;
    },
  };
}
