/**
 * Why a rate rose, in a sentence: `612 of 640 extra failures: prefix uploads/heic/, operation imageMogr2/format`.
 *
 * Values came from outside: what is not plain is quoted, with nothing in it that moves a terminal or turns text around.
 */

import type { Language } from "../alerts/alert-message.ts";
import { type NamesById, noNames, operationTitle } from "../names.ts";
import type { Why, WhyAttribute, WhyCondition } from "../schema/why.ts";
import { shownName } from "../shown-name.ts";
import { countText } from "../words.ts";
import { isMixShift } from "./decompose-mix.ts";

interface Words {
  /** A value's attribute, and how one says that there is none. */
  readonly attributes: Readonly<Record<WhyAttribute, readonly [name: string, none: string]>>;
  readonly extra: (extra: string) => string;
  readonly covered: (covered: string, extra: string) => string;
  readonly colon: string;
  readonly comma: string;
  readonly noRule: string;
  readonly shifted: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    attributes: {
      queue: ["queue", "no queue"],
      operation: ["operation", "no operation named"],
      prefix: ["prefix", "no folder"],
      extension: ["extension", "no extension"],
      workflow: ["workflow", "no workflow"],
      code: ["code", "no code"],
      fingerprint: ["fingerprint", "no fingerprint"],
      hour: ["hour", "no hour"],
    },
    extra: (extra) => `${extra} extra failures`,
    covered: (covered, extra) => `${covered} of ${extra} extra failures`,
    colon: ": ",
    comma: ", ",
    noRule: "nothing sets them apart",
    shifted: "jobs shifted to operations that fail more often",
  },
  zh: {
    attributes: {
      queue: ["队列", "无队列"],
      operation: ["操作", "未注明操作"],
      prefix: ["前缀", "无目录"],
      extension: ["扩展名", "无扩展名"],
      workflow: ["工作流", "无工作流"],
      code: ["错误码", "无错误码"],
      fingerprint: ["指纹", "无指纹"],
      hour: ["时段（时）", "无时段"],
    },
    extra: (extra) => `多出的 ${extra} 个失败`,
    covered: (covered, extra) => `多出的 ${extra} 个失败中有 ${covered} 个`,
    colon: "：",
    comma: "，",
    noRule: "没有明显的共同点",
    shifted: "任务转向了失败较多的操作",
  },
};

/** Without a full stop, on one line. Templates are told by their names, where these are known. */
export function whySentence({ rule, extra, mix }: Why, language: Language, templateNames = noNames): string {
  const { covered, extra: all, colon, comma, noRule } = words[language];
  const shift = shiftText({ mix }, language);
  if (rule === null) return `${all(whole(extra))}${colon}${shift ?? noRule}`;
  const conditions = rule.conditions.map((condition) => conditionText(condition, language, templateNames));
  const parts = [...conditions, ...(shift === null ? [] : [shift])];
  return `${covered(whole(Math.min(rule.excess, extra)), whole(extra))}${colon}${parts.join(comma)}`;
}

/** Null where what changed are rates, and not how many jobs each operation has. */
export function shiftText({ mix }: Pick<Why, "mix">, language: Language): string | null {
  return mix !== null && isMixShift(mix) ? words[language].shifted : null;
}

export function conditionText(condition: WhyCondition, language: Language, templateNames = noNames): string {
  const [name, none] = words[language].attributes[condition.attribute];
  return condition.value === "" ? none : `${name} ${valueText(conditionTitle(condition, templateNames))}`;
}

/** What is to be shown for its value: a template's name. Not yet safe to show. */
export function conditionTitle({ attribute, value }: WhyCondition, templateNames: NamesById): string {
  return attribute === "operation" ? operationTitle(value, templateNames) : value;
}

const plain = /^[\p{L}\p{N}\p{M}\p{S}_./:@!#$%&*()[\]{}…-]+$/u;
const mostChars = 80;

function valueText(value: string): string {
  return plain.test(value) && value.length <= mostChars ? value : shownName(value, mostChars);
}

function whole(count: number): string {
  return countText(Math.round(count));
}
