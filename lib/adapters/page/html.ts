/**
 * Markup that escapes by default: whatever is put into a template is text, unless a template made it.
 *
 * What came from the service may hold markup, marks that turn text around and characters that no document may hold;
 * none of it reaches the page as more than text that one can read.
 */

import { safeText } from "../../core/safe-text.ts";

export interface Html {
  readonly markup: string;
}

export type Piece = string | number | null | Html | readonly Piece[];

export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  const rest = pieces.map((piece, at) => `${markupOf(piece)}${strings[at + 1]}`);
  return { markup: `${strings[0]}${rest.join("")}` };
}

/** Markup that this program made in another way. */
export function trusted(markup: string): Html {
  return { markup };
}

/** Text of the service: apart from its surroundings, whatever direction it is read in, and not without end. */
export function told(text: string, most = 160): Html {
  const chars = Array.from(text.slice(0, 2 * most));
  const shown = chars.length > most || text.length > 2 * most ? `${chars.slice(0, most - 1).join("")}…` : text;
  return html`<bdi>${shown}</bdi>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeText(text: string): string {
  return safeText(text).replace(/[&<>"']/g, (char) => entities[char] ?? "");
}

function markupOf(piece: Piece): string {
  if (piece === null) return "";
  if (typeof piece === "string") return escapeText(piece);
  if (typeof piece === "number") return String(piece);
  return "markup" in piece ? piece.markup : piece.map(markupOf).join("");
}
