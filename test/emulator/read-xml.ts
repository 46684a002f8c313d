/** XML as plain values, by a parser that the emulator does not use for writing. */

import { XMLParser } from "fast-xml-parser";

/** Elements in order, as `[name, text or children]`. */
export type Ordered = readonly (readonly [string, string | Ordered])[];

type Node = Readonly<Record<string, readonly Node[] | string>>;

/** The children of the root element. */
export function readXml(xml: string): Ordered {
  const parser = new XMLParser({
    preserveOrder: true,
    parseTagValue: false,
    ignoreDeclaration: true,
    trimValues: true,
  });
  const [root] = parser.parse(xml) as Node[];
  return root ? childrenOf(Object.values(root)[0] as readonly Node[]) : [];
}

function childrenOf(nodes: readonly Node[]): Ordered {
  return nodes.map((node) => {
    const [name = "", content = []] = Object.entries(node).find(([key]) => key !== ":@") ?? [];
    if (typeof content === "string") return [name, content];
    const [only] = content;
    if (!only) return [name, ""];
    return [name, typeof only["#text"] === "string" ? only["#text"] : childrenOf(content)];
  });
}

/** Every text of the elements with this name, at any depth. */
export function textsOf(xml: string, name: string): string[] {
  const pattern = new RegExp(`<${name}>([^<]*)</${name}>`, "g");
  return [...xml.matchAll(pattern)].map(([, text]) => text ?? "");
}
