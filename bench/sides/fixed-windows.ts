/**
 * What one writes next: windows of equal length, read side by side and parsed with fast-xml-parser. By node:http, which
 * costs less than `fetch`: that one lets nobody name the host, by which the emulator tells services apart.
 *
 * It is told the scope, and only counts; jobs are told apart by their ids, since bounds may count in.
 */

import { Agent, get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { XMLParser } from "fast-xml-parser";
import pMap from "p-map";
import { signRequest } from "../../lib/adapters/tencent/sign.ts";
import { nightSpan } from "../../lib/core/night.ts";
import { formatServiceTime } from "../../lib/core/service-time.ts";
import { splitSpan, type Window } from "../../lib/core/window.ts";
import { measure } from "../measure.ts";
import { credentials } from "../night.ts";
import { skewedScope, skewedZone } from "../skewed-world.ts";

const [url = "", night = "", concurrency = "1"] = process.argv.slice(2);
const { bucket, region, queueId, tag } = skewedScope;
const host = `${bucket}.ci.${region}.myqcloud.com`;
const agent = new Agent({ keepAlive: true });
const parser = new XMLParser({ isArray: (name) => name === "JobsDetail" });

await measure(async () => {
  const ids = new Set<string>();
  const found = { jobs: 0, failed: 0, pages: 0 };
  const windows = splitSpan(nightSpan(night, skewedZone), (24 * 3_600_000) / Number(concurrency));
  await pMap(windows, (window) => readWindow(window, { ids, found }), { concurrency: Number(concurrency) });
  return { ...found, jobs: ids.size };
});

interface Page {
  readonly Response: {
    readonly JobsDetail?: readonly { readonly JobId: string; readonly State: string }[];
    readonly NextToken?: string;
  };
}

interface Reading {
  readonly ids: Set<string>;
  readonly found: { jobs: number; failed: number; pages: number };
}

async function readWindow(window: Window, { ids, found }: Reading): Promise<void> {
  let token = "";
  do {
    const { Response }: Page = parser.parse(await ask(window, token));
    found.pages += 1;
    for (const { JobId, State } of Response.JobsDetail ?? []) {
      if (!ids.has(JobId) && State === "Failed") found.failed += 1;
      ids.add(JobId);
    }
    token = String(Response.NextToken ?? "");
  } while (token !== "");
}

async function ask({ from, to }: Window, nextToken: string): Promise<string> {
  const query = {
    queueId,
    tag,
    size: "100",
    orderByTime: "Asc",
    startCreationTime: formatServiceTime(from),
    endCreationTime: formatServiceTime(to - 1000),
    ...(nextToken === "" ? {} : { nextToken }),
  };
  const headers = await signRequest({ method: "GET", host, path: "/pic_jobs", query }, credentials, Date.now());
  const target = `${url}/pic_jobs?${new URLSearchParams(query)}`;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(target, { agent, headers }, resolve).on("error", reject);
  });
  const body = await text(answer);
  if (answer.statusCode !== 200) throw new Error(`Cannot list jobs: ${answer.statusCode} ${body}`);
  return body;
}
