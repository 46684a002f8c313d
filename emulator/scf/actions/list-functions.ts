/** ListFunctions (vendor page of that name), a page at a time. */

import * as z from "zod";
import { demand } from "../api-reply.ts";
import type { FunctionRecord } from "../function-record.ts";
import { readParameters } from "../read-parameters.ts";
import { type ActionCall, checkNamespace } from "./action.ts";
import { functionLine } from "./function-line.ts";
import { pageOf, type Rank, sortBy } from "./list-page.ts";

const schema = z.strictObject({
  Namespace: z.string().default("default"),
  Order: z.string().default("DESC"),
  Orderby: z.string().default("ModTime"),
  Offset: z.int().default(0),
  Limit: z.int().default(20),
  SearchKey: z.string().default(""),
  Description: z.string().default(""),
  Filters: z.array(z.strictObject({ Name: z.string(), Values: z.array(z.string()) })).default([]),
});

const ranks: ReadonlyMap<string, Rank<FunctionRecord>> = new Map<string, Rank<FunctionRecord>>([
  ["AddTime", ({ createdAt }: FunctionRecord) => createdAt],
  ["ModTime", ({ modifiedAt }: FunctionRecord) => modifiedAt],
  ["FunctionName", ({ name }: FunctionRecord) => name],
]);

/** Those of the page's filters whose subject exists here. */
const filtered: ReadonlyMap<string, (record: FunctionRecord) => string> = new Map([
  ["Status", ({ status }: FunctionRecord) => status],
  ["Runtime", ({ runtime }: FunctionRecord) => runtime],
  ["Role", ({ role }: FunctionRecord) => role ?? ""],
  ["ClsLogsetId", ({ clsLogsetId }: FunctionRecord) => clsLogsetId],
  ["ClsTopicId", ({ clsTopicId }: FunctionRecord) => clsTopicId],
  ["AsyncRunEnable", ({ asyncRun }: FunctionRecord) => (asyncRun ? "TRUE" : "FALSE")],
]);

export function listFunctions({ body, platform }: ActionCall): object {
  const asked = readParameters(body, { schema });
  checkNamespace(platform.settings, asked.Namespace);
  const rank = ranks.get(asked.Orderby);
  demand(rank !== undefined, "InvalidParameterValue.Orderby", `Orderby is ${asked.Orderby}`);
  const tests = asked.Filters.map(testOf);
  const found = platform.registry
    .list(asked.Namespace)
    .filter(({ name, description }) => name.includes(asked.SearchKey) && description.includes(asked.Description))
    .filter((record) => tests.every((test) => test(record)));
  const page = pageOf(sortBy(found, rank, asked.Order), asked);
  return { Functions: page.map(functionLine), TotalCount: found.length };
}

function testOf({ Name, Values }: z.output<typeof schema>["Filters"][number]): (record: FunctionRecord) => boolean {
  const read = filtered.get(Name);
  demand(read !== undefined, "InvalidParameterValue.Filters", `there is no filter ${Name} here`);
  return (record) => Values.includes(read(record));
}
