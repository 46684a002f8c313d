/** Text made fit for XML: the five reserved characters become entities, all others stay as they are. */

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

const reserved = /[&<>"']/;
const everyReserved = /[&<>"']/g;

export function escapeXml(text: string): string {
  return reserved.test(text) ? text.replace(everyReserved, (character) => entities[character] as string) : text;
}
