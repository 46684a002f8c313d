/**
 * What a function may be: vendor pages "CreateFunction", "UpdateFunctionConfiguration" and "Quota Limits", with codes of
 * their lists of errors. Each check throws `ApiRefusal`.
 */

import { demand } from "./api-reply.ts";
import type { ZipFiles } from "./read-zip.ts";

/** Page "CreateFunction", Runtime. */
const runtimes: readonly string[] = [
  "Python2.7",
  "Python3.6",
  "Python3.7",
  "Python3.9",
  "Python3.10",
  "Nodejs6.10",
  "Nodejs8.9",
  "Nodejs10.15",
  "Nodejs12.16",
  "Nodejs14.18",
  "Nodejs16.13",
  "Nodejs18.15",
  "Php5.6",
  "Php7",
  "Php7.4",
  "Php8.0",
  "Go1",
  "Java8",
  "CustomRuntime",
];

/** Runtimes that load a file named after the handler; the others are started in ways of their own. */
const extensions = [
  [/^Nodejs/, ".js"],
  [/^Python/, ".py"],
  [/^Php/, ".php"],
] as const;

const handlerPart = "[A-Za-z][A-Za-z0-9_-]{0,58}[A-Za-z]";
const handlerForm = new RegExp(`^${handlerPart}\\.${handlerPart}$`);

export function checkName(name: string, namespace: string): void {
  const formed = /^[A-Za-z][A-Za-z0-9_-]{0,58}[A-Za-z0-9]$/.test(name);
  demand(formed, "InvalidParameterValue.FunctionName", "FunctionName: 2 to 60 letters, digits, - or _, a letter first");
  const bytes = name.length + namespace.length;
  demand(bytes <= 118, "InvalidParameterValue.FunctionName", `FunctionName and Namespace have ${bytes} letters of 118`);
}

export function checkDescription(text: string): void {
  const letters = [...text].length;
  demand(letters <= 1000, "InvalidParameterValue.Description", `Description has ${letters} letters of 1000`);
}

export function checkRuntime(runtime: string, others: readonly string[]): void {
  const known = runtimes.includes(runtime) || others.includes(runtime);
  demand(known, "InvalidParameterValue.Runtime", `there is no runtime ${runtime}`);
}

export function checkMemory(megabytes: number): void {
  demand(megabytes <= 3072, "LimitExceeded.Memory", `MemorySize is ${megabytes} of 3072`);
  const known = megabytes === 64 || (megabytes >= 128 && megabytes % 128 === 0);
  demand(known, "InvalidParameterValue.MemorySize", `MemorySize is ${megabytes}: neither 64 nor a multiple of 128`);
}

/** Asynchronous execution may take 24 hours (page "Async Execution"). */
export function checkTimeout(seconds: number, asyncRun: boolean): void {
  const most = asyncRun ? 86_400 : 900;
  demand(seconds >= 1, "InvalidParameterValue", `Timeout is ${seconds}, less than 1`);
  demand(seconds <= most, "LimitExceeded.Timeout", `Timeout is ${seconds} of ${most}`);
}

/** The file that the handler names must be in the code. */
export function checkHandler(handler: string, runtime: string, files: ZipFiles): void {
  const formed = handlerForm.test(handler);
  demand(formed, "InvalidParameterValue.Handler", `Handler ${handler} is not of the form file.function`);
  const extension = extensions.find(([form]) => form.test(runtime))?.[1];
  const file = `${handler.split(".")[0]}${extension}`;
  const found = extension === undefined || files.has(file);
  demand(found, "InvalidParameterValue.Handler", `Handler ${handler} needs ${file}, which is not in the code`);
}
