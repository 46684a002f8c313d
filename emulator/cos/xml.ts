/** XML of replies: whatever text comes in, what goes out is one well-formed document. */

import type { EmulatorReply } from "../http.ts";
import { escapeXml } from "../xml-text.ts";

const declaration = '<?xml version="1.0" encoding="utf-8" ?>\n';

/** `content` is XML already: made by `element` or `field`. */
export function element(name: string, content: readonly string[]): string {
  return content.length === 0 ? `<${name}/>` : `<${name}>${content.join("")}</${name}>`;
}

/** Characters that XML 1.0 cannot carry become U+FFFD. */
export function field(name: string, value: string | number | boolean): string {
  const possible = String(value).replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\u{FFFD}");
  return `<${name}>${escapeXml(possible).replaceAll("\r", "&#13;")}</${name}>`;
}

export function xmlReply(name: string, content: readonly string[]): EmulatorReply {
  return { status: 200, headers: { "Content-Type": "application/xml" }, body: declaration + element(name, content) };
}
