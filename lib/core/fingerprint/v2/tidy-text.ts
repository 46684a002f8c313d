/**
 * What does not make another kind: ids that are told beside the message, which quotes stand around a name, colons and
 * spaces, capitals, and how a sentence ends.
 */

const told = "(?:[Rr]equest|[Tt]race|[Ll]og|[Ss]pan)[ _-]?[Ii][Dd]|[Tt]race|[Ss]eq|RID";

/** `, RequestId: <id>` and the like, as the last of its clause. */
const toldBeside = new RegExp(`[ ,;.]{0,3}(?:${told})[ :=]{0,3}<(?:id|num)>(?=$|[ ,;.])`, "g");

/** `(job <id>)`: a bracket with an id and at most three words in front of it. */
const bracketed = /[([{] ?(?:[\p{L}_-]{1,24}[ :=]{1,3}){0,2}(?:[\p{L}_-]{1,24}[ :=]{0,3})?<id> ?[)\]}]/gu;

/** However many there are of a kind: `<key>, <key>, <key>`. */
const list = /(<[a-z-]{1,24}>)(?:[,、] ?\1)+/g;

const around = '[,;()\\[\\]{}"=|!?。、]|\\p{Script=Han}';
const loose = new RegExp(` (?=${around})|(?<=${around}) `, "gu");

/** Looked for where a run begins and nowhere inside of it: of many points that do not end the text each would count all. */
const trailing = /(?<![.,;!。、… ])[.,;!。、… ]+$/u;

export function tidyText(text: string): string {
  return text
    .replace(toldBeside, "")
    .replace(bracketed, "")
    .replace(list, "$1")
    .replace(/\[<ip>\](?::<num>)?/g, "<ip>")
    .replace(/[“”‘’「」『』《》`]/g, '"')
    .replace(/ ?: ?/g, " ")
    .replace(loose, "")
    .replace(/ {2,}/g, " ")
    .replace(/^[ ,;.]+/, "")
    .replace(trailing, "")
    .toLowerCase();
}
