/** Text in lines of a width, broken between words. */

import { textWidth } from "./text-width.ts";

/** Every line is indented. A word that is wider than a line has one of its own. */
export function wrapText(text: string, columns: number, indent: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(indent + longer) > columns) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((each) => indent + each).join("\n");
}

/** The same with every line but the first indented by two columns more, so that one sees where each text begins. */
export function hangText(text: string, columns: number, indent: string): string {
  return wrapText(text, columns, `${indent}  `).slice(2);
}
