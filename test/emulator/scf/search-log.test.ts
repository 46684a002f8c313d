import { describe, expect, it } from "vitest";
import { createFunctionLog } from "../../../emulator/scf/function-log.ts";
import type { FunctionLogLine } from "../../../emulator/scf/log-line.ts";
import { createRegistry } from "../../../emulator/scf/registry.ts";
import { createSearchLog } from "../../../emulator/scf/search-log.ts";

const plain: FunctionLogLine = {
  time: 1000,
  startedAt: 900,
  topicId: "topic",
  functionName: "night",
  namespace: "default",
  requestId: "run-1",
  retry: 0,
  type: "Custom",
  message: "hello",
  statusCode: 202,
  durationMs: 0,
  memoryMb: 0,
};

function open(lines: readonly Partial<FunctionLogLine>[]) {
  const log = createFunctionLog();
  for (const line of lines) log.append({ ...plain, ...line });
  const { answer } = createSearchLog(log);
  const ask = (asked: object) =>
    answer(JSON.stringify({ TopicId: "topic", From: 0, To: 9999, ...asked }), createRegistry()) as {
      readonly Context: string;
      readonly ListOver: boolean;
      readonly Results: readonly { readonly Time: number; readonly LogJson: string }[];
    };
  const messages = (asked: object) => ask(asked).Results.map(({ LogJson }) => JSON.parse(LogJson).SCF_Message);
  return { ask, messages };
}

const five = [1, 2, 3, 4, 5].map((number) => ({ time: number * 1000, message: `m${number}` }));

describe("createSearchLog()", () => {
  it("answers as the vendor's page shapes it", () => {
    const { ask } = open([{ statusCode: 200, durationMs: 12, memoryMb: 34.5, retry: 1, type: "Platform" }]);
    expect(ask({ Query: "" })).toEqual({
      Context: "",
      ListOver: true,
      Analysis: false,
      Results: [
        {
          Time: 1000,
          TopicId: "topic",
          TopicName: "SCF_logtopic_night",
          Source: "127.0.0.1",
          FileName: "",
          PkgId: "run-1",
          PkgLogId: "0",
          HighLights: [],
          LogJson: expect.any(String),
          HostName: "",
          RawLog: "",
          IndexStatus: "",
        },
      ],
      ColNames: [],
      AnalysisResults: [],
      AnalysisRecords: [],
      Columns: [],
      SamplingRate: 1,
      Topics: null,
    });
    expect(JSON.parse(ask({}).Results[0]?.LogJson ?? "")).toEqual({
      SCF_FunctionName: "night",
      SCF_Namespace: "default",
      SCF_StartTime: "900",
      SCF_LogTime: "1000",
      SCF_RequestId: "run-1",
      SCF_Duration: "12",
      SCF_Alias: "$DEFAULT",
      SCF_Qualifier: "$LATEST",
      SCF_MemUsage: "34.5",
      SCF_Level: "INFO",
      SCF_Message: "hello",
      SCF_Type: "Platform",
      SCF_StatusCode: "200",
      SCF_RetryNum: "1",
    });
  });

  it("tells the newest first unless it is told otherwise, and keeps the order within a moment", () => {
    const { messages } = open([...five, { time: 3000, message: "m3b" }]);
    expect(messages({})).toEqual(["m5", "m4", "m3b", "m3", "m2", "m1"]);
    expect(messages({ Sort: "asc" })).toEqual(["m1", "m2", "m3", "m3b", "m4", "m5"]);
  });

  it("holds both ends of the span, and its own topic alone", () => {
    const { messages } = open([...five, { time: 3000, topicId: "other", message: "other" }]);
    expect(messages({ From: 2000, To: 4000, Sort: "asc" })).toEqual(["m2", "m3", "m4"]);
    expect(messages({ TopicId: "other" })).toEqual(["other"]);
  });

  it("goes on where a page ended", () => {
    const { ask } = open(five);
    const times: number[][] = [];
    let context: string | undefined;
    for (let page = 0; page < 3; page += 1) {
      const answer = ask({ Limit: 2, Sort: "asc", ...(context !== undefined && { Context: context }) });
      times.push(answer.Results.map(({ Time }) => Time));
      context = answer.Context;
      expect(answer.ListOver).toBe(page === 2);
    }
    expect(times).toEqual([[1000, 2000], [3000, 4000], [5000]]);
    expect(context).toBe("");
    expect(ask({ Limit: 5 }).ListOver).toBe(true);
    expect(ask({ Limit: 4, Context: "" }).ListOver).toBe(false);
  });

  it.each([
    ["", ["one", "two", "six"]],
    ["*", ["one", "two", "six"]],
    ["run-1", ["one", "two"]],
    ["SCF_RequestId:run-1", ["one", "two"]],
    ['SCF_RequestId:"run-1" AND SCF_RetryNum:1', ["two"]],
    ["run-1 and two", ["two"]],
    ["SCF_RequestId:run", []],
    ["SCF_Message:w", ["two"]],
    ["SCF_Nothing:two", []],
    ['"run-1" "one"', ["one"]],
    ['SCF_RequestId:"say \\"no\\""', ["six"]],
  ])("finds by %j", (Query, found) => {
    const { messages } = open([
      { message: "one" },
      { message: "two", retry: 1 },
      { message: "six", requestId: 'say "no"', functionName: "evening" },
    ]);
    expect(messages({ Query, Sort: "asc" })).toEqual(found);
    expect(messages({ QueryString: Query, Sort: "asc", QuerySyntax: 1 })).toEqual(found);
  });

  it.each(["a OR b", "NOT a", "(a)", "* | select 1", "SCF_Duration:>20", "AND a", "a*", '"open', "a:"])(
    "refuses a query that it does not understand: %s",
    (Query) => {
      const { ask } = open([{}]);
      expect(() => ask({ Query })).toThrow(expect.objectContaining({ code: "FailedOperation.SyntaxError" }));
    },
  );

  it.each([
    [{ TopicId: "nowhere" }, "ResourceNotFound.TopicNotExist"],
    [{ Context: "bm93aGVyZQ==" }, "InvalidParameterValue"],
    [{ Limit: 1001 }, "InvalidParameter"],
    [{ Sort: "up" }, "InvalidParameter"],
    [{ From: undefined }, "MissingParameter"],
    [{ Offset: 7 }, "UnsupportedOperation"],
  ])("refuses %o with %s", (asked, code) => {
    expect(() => open([{}]).ask(asked)).toThrow(expect.objectContaining({ code }));
  });
});

describe("createFunctionLog()", () => {
  it("keeps the newest lines of very many", () => {
    const log = createFunctionLog(3);
    for (let number = 0; number < 20; number += 1) {
      log.append({ ...plain, message: `m${number}` });
      const kept = log.lines().map(({ message }) => message);
      expect(kept).toEqual([number - 2, number - 1, number].filter((each) => each >= 0).map((each) => `m${each}`));
    }
  });
});
