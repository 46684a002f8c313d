import { describe, expect, it } from "vitest";
import type { FunctionRecord } from "../../../emulator/scf/function-record.ts";
import { createRegistry } from "../../../emulator/scf/registry.ts";

function record(namespace: string, name: string): FunctionRecord {
  return { namespace, name } as FunctionRecord;
}

describe("createRegistry()", () => {
  it("keeps functions of one name apart by their namespaces", () => {
    const registry = createRegistry();
    const records = [record("default", "night"), record("audit", "night"), record("audit", "day")];
    for (const each of records) registry.put(each);
    expect(registry.find("audit", "night")).toBe(records[1]);
    expect(registry.find("default", "day")).toBeNull();
    expect(registry.list("audit")).toEqual([records[1], records[2]]);
    expect(registry.list()).toEqual(records);
    registry.remove(record("audit", "night"));
    expect(registry.list()).toEqual([records[0], records[2]]);
  });

  it("lets one take the place of another of its name", () => {
    const registry = createRegistry();
    const second = record("default", "night");
    registry.put(record("default", "night"));
    registry.put(second);
    expect(registry.list()).toEqual([second]);
    expect(registry.find("default", "night")).toBe(second);
  });
});
