/**
 * Numbers that tell kinds apart: status codes and error numbers, known by the word in front of them.
 *
 * `HTTP 404` and `HTTP 503` are two kinds, `line 404` and `line 503` are one.
 */

import { anyCase } from "./any-case.ts";

const apart = "(?<![A-Za-z])";
const ownWords = [
  "errno",
  "ret",
  "retval",
  "signal",
  "exit",
  "exited with",
  "curl",
  "winerror",
  "exception",
  "hresult",
];
const prefixes = ["err", "error", "ret", "return", "exit", "status", "http", "result", "response", "sub"].map(anyCase);
const codeWords = ["code", "status", "no", "number"].map(anyCase);
const chineseWords = ["错误码", "错误代码", "错误号", "状态码", "返回码", "返回值", "响应码", "退出码", "异常码"];

const words = [
  `${apart}(?:${ownWords.map(anyCase).join("|")})`,
  `${apart}(?:${prefixes.join("|")})[_ -]?(?:${codeWords.join("|")})`,
  `${apart}(?:${anyCase("code")}|${anyCase("status")})`,
  `(?:${chineseWords.join("|")})`,
].join("|");

/** Between the word and the number: `code: 404`, `"code":404`, `code = 404`, `curl: (28)`, `code is 4`. */
const between = "[\"'\\\\]{0,4} ?(?:[:=]|is|为|是)? ?[(\\[]?";

/** `error 22` is one, `error: 3 files are left` is none. */
const errorWord = `${apart}${anyCase("error")}(?: |\\(|=)`;

/** After these a number may be anything, but a status with nothing behind it. */
const answerWords = `(?:${["returned", "answered", "responded with", "status of"].map(anyCase).join("|")}|返回|响应)`;
const bareStatus = `(?<=${answerWords} ?[:=]? ?)[1-5]\\d{2}(?! ?[\\p{L}\\d%.])`;

const end = "(?![\\w%@/\\\\-]|[.:=]\\w)";

/** At most seven digits, or behind a minus ten: what is longer is an id. With letters in front as in `E2042`. */
const number = `#?(?:[-+]?0x[0-9a-fA-F]{1,8}|-\\d{1,10}|\\+?(?:[A-Z]{1,5}[-_]?)?\\d{1,7})${end}`;

/** `HTTP 404`, `HTTP/1.1 404`: what has more digits is a port. */
const httpStatus = `(?<=${apart}${anyCase("http")}(?:/\\d(?:\\.\\d)?)?${between})[1-9]\\d{2}${end}`;

/** `"status":"503"` */
const quoted = '"[-+]?\\d{1,7}"';

/** `failed (503)`, `失败(-46628)`: no count is negative, and few are in such brackets between 400 and 599. */
const failedWords = `(?:${["failed", "failure", "error"].map(anyCase).join("|")}|失败|错误|异常|出错)`;
const inBrackets = `(?<=${failedWords} ?[(\\[])(?:-\\d{1,10}|[45]\\d{2})(?=[)\\]])`;

/** Source of a pattern with the flag `u`; each look behind is bounded. */
export const statusCodeSource = `(?=[-+#"\\dA-Z])(?:(?<=(?:(?:${words})${between}|${errorWord}))(?:${number}|${quoted})|${httpStatus}|${bareStatus}|${inBrackets})`;
