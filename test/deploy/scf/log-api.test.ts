import { describe, expect, it } from "vitest";
import { createAsk } from "../../../deploy/scf/ask.ts";
import { searchLog } from "../../../deploy/scf/log-api.ts";
import type { SdkClients } from "../../../deploy/scf/sdk-clients.ts";

const search = { topicId: "topic-1", functionName: "night", requestId: null, from: 1, to: 2 };

async function linesOf(pages: readonly object[], own = {}) {
  const requests: unknown[] = [];
  const request = async (action: string, parameters: object) => {
    requests.push({ action, ...parameters });
    return pages[requests.length - 1];
  };
  const ask = createAsk({ sleep: async () => undefined });
  const found = [];
  for await (const line of searchLog({ request } as unknown as SdkClients["logs"], ask, { ...search, ...own }))
    found.push(line);
  return { found, requests };
}

describe("searchLog()", () => {
  it("asks in CQL for the lines of the function, page by page", async () => {
    const line = (Time: number) => ({
      Time,
      PkgId: "p",
      PkgLogId: String(Time),
      LogJson: `{"SCF_Message":"m${Time}"}`,
    });
    const { found, requests } = await linesOf(
      [
        { Context: "next", ListOver: false, Results: [line(1)] },
        { Context: "", ListOver: true, Results: [line(2)] },
      ],
      { requestId: "r1" },
    );
    expect(found.map(({ message }) => message)).toEqual(["m1", "m2"]);
    const Query = 'SCF_FunctionName:"night" AND SCF_RequestId:"r1"';
    const asked = {
      action: "SearchLog",
      TopicId: "topic-1",
      From: 1,
      To: 2,
      Query,
      SyntaxRule: 1,
      Limit: 1000,
      Sort: "asc",
    };
    expect(requests).toEqual([
      { ...asked, Context: "" },
      { ...asked, Context: "next" },
    ]);
  });

  it("ends where no further page is named", async () => {
    for (const last of [
      {},
      { Results: null },
      { ListOver: false },
      { ListOver: false, Context: "" },
      { Context: "next" },
    ]) {
      expect(await linesOf([last])).toMatchObject({ found: [], requests: [{}] });
    }
  });

  it("takes a line as far as it tells of itself", async () => {
    const { found } = await linesOf([{ ListOver: true, Results: [{ Time: 1 }, { Time: 2, LogJson: "[cut" }] }]);
    expect(found).toMatchObject([
      { time: 1, requestId: "", message: "", fields: {} },
      { time: 2, requestId: "", message: "[cut", fields: {} },
    ]);
    expect(new Set(found.map(({ id }) => id)).size).toBe(2);
  });
});
