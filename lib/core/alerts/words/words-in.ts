/** The words of a language. */

import type { Language } from "../alert-message.ts";
import type { CardWords } from "./card-words.ts";
import { chinese } from "./chinese.ts";
import { english } from "./english.ts";

const words: Readonly<Record<Language, CardWords>> = { en: english, zh: chinese };

export function wordsIn(language: Language): CardWords {
  return words[language];
}
