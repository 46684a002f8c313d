import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeRows } from "../../../lib/usecases/diff/merge-rows.ts";

interface Row {
  readonly key: string;
  readonly stream: number;
}

async function* rows(stream: number, keys: readonly string[], log: string[] = []): AsyncGenerator<Row> {
  try {
    for (const key of keys) {
      log.push(`${stream}${key}`);
      yield { key, stream };
    }
  } finally {
    log.push(`${stream} closed`);
  }
}

async function merged(streams: readonly (readonly string[])[]): Promise<(readonly (Row | null)[])[]> {
  const all: (readonly (Row | null)[])[] = [];
  const opened = streams.map((keys, index) => rows(index, keys));
  for await (const together of mergeRows(opened, ({ key }) => key)) all.push(together);
  return all;
}

describe("mergeRows()", () => {
  it("brings rows of one key together, each in its stream's place", async () => {
    const text = (await merged([["a", "c"], [], ["b", "c"]])).map((each) =>
      each.map((row) => row?.key ?? "-").join(""),
    );
    expect(text).toEqual(["a--", "--b", "c-c"]);
  });

  it("loses and repeats nothing, whatever the streams hold", async () => {
    const keys = fc.uniqueArray(fc.stringMatching(/^[a-d]{1,2}$/)).map((all) => all.sort());
    const same = fc.asyncProperty(fc.array(keys, { maxLength: 12 }), async (streams) => {
      const all = await merged(streams);
      const expected = [...new Set(streams.flat())].sort();
      expect(all.map((each) => each.find((row) => row !== null)?.key)).toEqual(expected);
      const seen = streams.map((_, index) => all.flatMap((each) => each[index]?.key ?? []));
      expect(seen).toEqual(streams);
    });
    await fc.assert(same);
  });

  it("reads one row ahead of each stream, no more", async () => {
    const log: string[] = [];
    const streams = [rows(0, ["a", "b", "c"], log), rows(1, ["b", "d"], log)];
    const together = mergeRows(streams, ({ key }) => key);
    await together.next();
    expect(log).toEqual(["0a", "1b"]);
    await together.next();
    expect(log).toEqual(["0a", "1b", "0b"]);
  });

  it("closes every stream when one fails or the reader leaves", async () => {
    const log: string[] = [];
    async function* broken(): AsyncGenerator<Row> {
      yield { key: "a", stream: 1 };
      throw new Error("cut off");
    }
    const reading = async () => {
      for await (const _ of mergeRows([rows(0, ["a", "b"], log), broken()], ({ key }) => key)) log.push("row");
    };
    await expect(reading()).rejects.toThrow("cut off");
    expect(log).toEqual(["0a", "row", "0b", "0 closed"]);
    for await (const _ of mergeRows([rows(5, ["a", "b"], log)], ({ key }) => key)) break;
    expect(log.slice(4)).toEqual(["5a", "5 closed"]);
  });
});
