/** The log service's search over the lines that functions left (vendor page "SearchLog" of CLS, version 2020-10-16). */

import * as z from "zod";
import { ApiRefusal, demand } from "./api-reply.ts";
import type { FunctionLog } from "./function-log.ts";
import { type FunctionLogLine, logFields } from "./log-line.ts";
import { readLogQuery } from "./log-query.ts";
import type { OtherAction } from "./options.ts";
import { readParameters } from "./read-parameters.ts";

const schema = z.strictObject({
  TopicId: z.string(),
  /** Epoch milliseconds, both included. */
  From: z.int(),
  To: z.int(),
  Query: z.string().optional(),
  QueryString: z.string().optional(),
  SyntaxRule: z.int().min(0).max(1).optional(),
  QuerySyntax: z.int().min(0).max(1).optional(),
  Limit: z.int().min(1).max(1000).default(100),
  Sort: z.enum(["asc", "desc"]).default("desc"),
  Context: z.string().optional(),
  UseNewAnalysis: z.boolean().optional(),
});

type Asked = z.output<typeof schema>;

const notEmulated = ["Topics", "Offset", "SamplingRate", "HighLight"];

export function createSearchLog(log: FunctionLog): OtherAction {
  return {
    version: "2020-10-16",
    answer(body, registry) {
      const asked = readParameters(body, { schema, notEmulated });
      const lines = log.lines().filter(({ topicId }) => topicId === asked.TopicId);
      const known = lines.length > 0 || registry.list().some(({ clsTopicId }) => clsTopicId === asked.TopicId);
      demand(known, "ResourceNotFound.TopicNotExist", `there is no topic ${asked.TopicId}`);
      const numbers = new Map(lines.map((line, index) => [line, index]));
      return answerOf(asked, find(asked, lines), numbers);
    },
  };
}

/** In the order that was asked for; lines of one moment in the order of writing. */
function find(asked: Asked, lines: readonly FunctionLogLine[]): readonly FunctionLogLine[] {
  const holds = readLogQuery(asked.Query ?? asked.QueryString ?? "");
  if (!holds) throw new ApiRefusal("FailedOperation.SyntaxError", "this query is not understood here");
  const { From, To } = asked;
  const found = lines.filter((line) => line.time >= From && line.time <= To && holds(line));
  found.sort((a, b) => a.time - b.time);
  return asked.Sort === "asc" ? found : found.reverse();
}

/** `numbers`: which of the topic's lines each is, the same in every search. */
function answerOf(
  { Context, Limit }: Asked,
  found: readonly FunctionLogLine[],
  numbers: ReadonlyMap<FunctionLogLine, number>,
): object {
  const from = Context === undefined || Context === "" ? 0 : readContext(Context);
  const to = from + Limit;
  return {
    Context: to < found.length ? writeContext(to) : "",
    ListOver: to >= found.length,
    Analysis: false,
    Results: found.slice(from, to).map((line) => resultOf(line, numbers.get(line))),
    ColNames: [],
    AnalysisResults: [],
    AnalysisRecords: [],
    Columns: [],
    SamplingRate: 1,
    Topics: null,
  };
}

function resultOf(line: FunctionLogLine, number: number | undefined): object {
  return {
    Time: line.time,
    TopicId: line.topicId,
    TopicName: `SCF_logtopic_${line.functionName}`,
    Source: "127.0.0.1",
    FileName: "",
    PkgId: line.requestId,
    PkgLogId: String(number),
    HighLights: [],
    LogJson: JSON.stringify(logFields(line)),
    HostName: "",
    RawLog: "",
    IndexStatus: "",
  };
}

/** Where the next page begins. */
function writeContext(from: number): string {
  return Buffer.from(`from ${from}`).toString("base64");
}

function readContext(text: string): number {
  const [, from] = /^from (\d{1,9})$/.exec(Buffer.from(text, "base64").toString("utf8")) ?? [];
  demand(from !== undefined, "InvalidParameterValue", "Context is none that was handed out");
  return Number(from);
}
