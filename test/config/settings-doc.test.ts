import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { readSettings } from "../../lib/config/settings.ts";
import { settingsSchema } from "../../lib/config/settings-schema.ts";

const page = readFileSync(new URL("../../docs/settings.md", import.meta.url), "utf8");

/** What JSON Schema says of one key. */
interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly additionalProperties?: Node | false;
  readonly default?: unknown;
}

/** Key paths of the schema, each with its default, `"required"` or `"none"`. */
function keysOf(node: Node, prefix = ""): [string, unknown][] {
  const branches = [...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap((branch) => keysOf(branch, prefix));
  const items = node.items === undefined ? [] : keysOf(node.items, `${prefix.slice(0, -1)}[].`);
  const values = node.additionalProperties ? keysOf(node.additionalProperties, `${prefix}<queueId>.`) : [];
  const own = Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const absent = node.required?.includes(name) ? "required" : "none";
    const self: [string, unknown] = [prefix + name, child.default ?? absent];
    const isGroup = child.properties !== undefined || child.oneOf !== undefined;
    return [...(isGroup ? [] : [self]), ...keysOf(child, `${prefix}${name}.`)];
  });
  return [...own, ...items, ...values, ...branches];
}

function documentedKeys(): [string, unknown][] {
  return [...page.matchAll(/^\| `([^`]+)` \| (`?)([^|`]+)\2 \|.*\|.*\|$/gm)].map(([, key = "", , value = ""]) => [
    key,
    parse(value),
  ]);
}

describe("docs/settings.md", () => {
  it("tells every key with its default, and no other", () => {
    const schema = z.toJSONSchema(settingsSchema, { io: "input", unrepresentable: "any" });
    const keys = new Map(keysOf(schema as Node));
    expect(keys.size).toBeGreaterThan(25);
    expect(new Map(documentedKeys())).toEqual(keys);
  });

  it("has an example that is read, with the values it shows", () => {
    const example = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? "";
    expect(readSettings(example, "the example")).toMatchObject({
      exclude: [{ bucket: "scratch-1250000000", queueId: null, reason: "jobs of the load test" }],
      stuck: { queues: { p2911917386e148639319e13c285cc774: { queuedAfterMs: 43_200_000 } } },
      report: { store: "cos", bucket: "audit-1250000000", region: "ap-chongqing", prefix: "audits" },
    });
  });
});
