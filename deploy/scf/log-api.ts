/** The log service's search for the lines of one function (vendor pages "SearchLog" of CLS, "Log Structure" of SCF). */

import type { Ask } from "./ask.ts";
import type { SdkClients } from "./sdk-clients.ts";

export interface LogLine {
  /** Epoch milliseconds: when it was written. */
  readonly time: number;
  readonly requestId: string;
  readonly message: string;
  /** The same for one line however often it is found. */
  readonly id: string;
  /** As the log service has them. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface LogSearch {
  readonly topicId: string;
  readonly functionName: string;
  /** Null: of all. */
  readonly requestId: string | null;
  /** Epoch milliseconds, both included. */
  readonly from: number;
  readonly to: number;
}

interface SearchAnswer {
  readonly Context?: string;
  readonly ListOver?: boolean;
  readonly Results?: readonly SearchResult[] | null;
}

interface SearchResult {
  readonly Time: number;
  readonly LogJson?: string;
  readonly PkgId?: string;
  readonly PkgLogId?: string;
}

/** The most that one answer may hold. */
const pageSize = 1_000;
/** CQL, the rules that the vendor advises. */
const syntaxRule = 1;

/** In the order of writing; a page is asked for when the one before it has been taken. */
export async function* searchLog(logs: SdkClients["logs"], ask: Ask, search: LogSearch): AsyncGenerator<LogLine> {
  const request = {
    TopicId: search.topicId,
    From: search.from,
    To: search.to,
    Query: queryOf(search),
    SyntaxRule: syntaxRule,
    Limit: pageSize,
    Sort: "asc",
  };
  for (let Context = ""; ; ) {
    const send = (): Promise<SearchAnswer> => logs.request("SearchLog", { ...request, Context });
    const answer = await ask(`Cannot search the log of ${search.functionName}`, send);
    for (const result of answer?.Results ?? []) yield readLine(result);
    Context = answer?.Context ?? "";
    if (answer?.ListOver !== false || Context === "") return;
  }
}

function queryOf({ functionName, requestId }: LogSearch): string {
  const ofFunction = `SCF_FunctionName:"${functionName}"`;
  return requestId === null ? ofFunction : `${ofFunction} AND SCF_RequestId:"${requestId}"`;
}

function readLine({ Time, LogJson = "{}", PkgId = "", PkgLogId = "" }: SearchResult): LogLine {
  const fields = readFields(LogJson);
  const { SCF_LogTime, SCF_RequestId, SCF_Message } = fields ?? {};
  const requestId = String(SCF_RequestId ?? "");
  const message = fields === null ? LogJson : String(SCF_Message ?? "");
  const id = [Time, PkgId, PkgLogId, SCF_LogTime, requestId, message].join(" ");
  return { time: Time, requestId, message, id, fields: fields ?? {} };
}

/** Null for what is no JSON: it is shown as it came. */
function readFields(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return Object(JSON.parse(text));
  } catch {
    return null;
  }
}
