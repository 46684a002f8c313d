/**
 * What an operation is called, without what it is given: `imageMogr2/thumbnail/300x` is `imageMogr2/thumbnail`.
 */

import type { Operation } from "../../job.ts";

const ruleStart = /^(?:imageMogr2|imageView2|imageInfo|imageAve|watermark|style|ci-process)(?=[/?]|$)/i;

/** The processing interface and, where its next part is a word, that part; null when the text begins no rule. */
export function ruleName(rule: string): string | null {
  if (!ruleStart.test(rule)) return null;
  const [name = "", part = ""] = rule.split(/[/?&|]/, 2);
  return /^[A-Za-z][A-Za-z-]*$/.test(part) ? `${name}/${part}` : name;
}

/** What makes two operations one: the template, else the rule's name; null when nothing is told. */
export function operationName({ templateId, templateName, rule }: Operation): string | null {
  return templateId ?? templateName ?? (rule === null ? null : (ruleName(rule) ?? rule));
}
