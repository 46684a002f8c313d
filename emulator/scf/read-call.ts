/** What every call of the API says of itself (vendor pages "Common Params" and "Request Structure"). */

import type { EmulatorRequest } from "../http.ts";
import { demand } from "./api-reply.ts";

export interface ApiCall {
  readonly action: string;
  readonly region: string;
  /** JSON, not looked at yet. */
  readonly body: string;
}

/** Those that the vendor's page "Invoke" lists, and Nanjing, which is younger than that list. */
const regions: ReadonlySet<string> = new Set([
  ...["ap-bangkok", "ap-beijing", "ap-chengdu", "ap-chongqing", "ap-guangzhou", "ap-hongkong", "ap-mumbai"],
  ...["ap-nanjing", "ap-seoul", "ap-shanghai", "ap-shanghai-fsi", "ap-shenzhen-fsi", "ap-singapore", "ap-tokyo"],
  ...["eu-frankfurt", "na-ashburn", "na-siliconvalley", "na-toronto", "sa-saopaulo"],
]);

export interface CallRules {
  /** By the action's name: the version of the API in which it exists. */
  readonly actions: Readonly<Record<string, { readonly version: string }>>;
  readonly maxRequestBytes: number;
}

/** Throws `ApiRefusal`. */
export function readCall({ method, path, headers, body }: EmulatorRequest, rules: CallRules): ApiCall {
  demand(method === "POST" && path === "/", "UnsupportedProtocol", "only POST / is served here");
  demand(body.length <= rules.maxRequestBytes, "RequestSizeLimitExceeded", `the request has ${body.length} bytes`);
  const name = headers.get("x-tc-action") ?? "";
  const action = Object.hasOwn(rules.actions, name) ? rules.actions[name] : undefined;
  demand(action !== undefined, "InvalidAction", `there is no action ${name} here`);
  const version = headers.get("x-tc-version");
  demand(version === action.version, "NoSuchVersion", `there is no version ${version} of this API`);
  const region = headers.get("x-tc-region");
  demand(region !== undefined && region !== "", "MissingParameter", "X-TC-Region is missing");
  demand(regions.has(region), "UnsupportedRegion", `this API is not offered in ${region}`);
  return { action: name, region, body: body.toString("utf8") };
}
