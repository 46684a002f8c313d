/**
 * The loop that everybody writes first: `cos.request`, page after page, scope after scope.
 *
 * It is told the scopes, trusts the bounds, and only counts: no windows, no report.
 */

import { readFileSync } from "node:fs";
import COS from "cos-nodejs-sdk-v5";
import { nightSpan } from "../../lib/core/night.ts";
import { formatServiceTime } from "../../lib/core/service-time.ts";
import { measure } from "../measure.ts";
import { credentials } from "../night.ts";

const [url = "", night = "", scopesFile = ""] = process.argv.slice(2);
const scopes: { bucket: string; region: string; queueId: string; tag: string }[] = JSON.parse(
  readFileSync(scopesFile, "utf8"),
);
const cos = new COS({
  SecretId: credentials.secretId,
  SecretKey: credentials.secretKey,
  Protocol: "http:",
  Ip: new URL(url).host,
  AutoSwitchHost: false,
});
const { from, to } = nightSpan(night, "Asia/Shanghai");

interface Page {
  readonly Response?: { readonly JobsDetail?: Detail | Detail[]; readonly NextToken?: string };
}
interface Detail {
  readonly State: string;
}

await measure(async () => {
  const found = { jobs: 0, failed: 0, pages: 0 };
  for (const scope of scopes) {
    let nextToken = "";
    do {
      const { Response } = (await ask(scope, nextToken)) as Page;
      const details = [Response?.JobsDetail ?? []].flat();
      found.pages += 1;
      found.jobs += details.length;
      found.failed += details.filter(({ State }) => State === "Failed").length;
      nextToken = Response?.NextToken ?? "";
    } while (nextToken !== "");
  }
  return found;
});

function ask({ bucket, region, queueId, tag }: (typeof scopes)[number], nextToken: string): Promise<unknown> {
  return cos.request({
    Method: "GET",
    Url: `http://${bucket}.ci.${region}.myqcloud.com/pic_jobs`,
    Key: "pic_jobs",
    Query: {
      queueId,
      tag,
      size: "100",
      orderByTime: "Asc",
      startCreationTime: formatServiceTime(from),
      endCreationTime: formatServiceTime(to - 1000),
      ...(nextToken === "" ? {} : { nextToken }),
    },
  });
}
