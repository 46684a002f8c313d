import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createHeavyValues, createValueCounter } from "../../../lib/core/why/heavy-values.ts";
import { failed } from "./failures.ts";

function heavyOf(values: readonly string[], capacity: number) {
  const failures = values.map((value) => failed(`prefix=${value}`));
  const heavy = createHeavyValues(capacity);
  for (const each of failures) heavy.add(each);
  const counter = createValueCounter(heavy.counts().counts.keys());
  for (const each of failures) counter.add(each);
  return { heavy, exact: counter.counts() };
}

describe("createHeavyValues()", () => {
  it("counts exactly as long as there is a counter for each value", () => {
    const { heavy } = heavyOf(["a", "b", "a", "c"], 3);
    expect(heavy.sifted).toBe(false);
    expect(heavy.counts()).toEqual({
      failed: 4,
      counts: new Map([
        ["prefix a", 2],
        ["prefix b", 1],
        ["prefix c", 1],
      ]),
    });
  });

  it("says when it is out of counters", () => {
    expect(heavyOf(["a", "b", "c", "d"], 3).heavy.sifted).toBe(true);
  });

  it("keeps every value that makes up more than one in `capacity + 1`, and no other, in any order", () => {
    const values = fc.array(fc.constantFrom(..."aaaaaaabbbbcccdefghij"), { maxLength: 60 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 6 }), (drawn, capacity) => {
        const counts = new Map<string, number>();
        for (const value of drawn) counts.set(`prefix ${value}`, (counts.get(`prefix ${value}`) ?? 0) + 1);
        const expected = [...counts].filter(([, count]) => count > drawn.length / (capacity + 1));
        for (const order of [drawn, [...drawn].reverse(), [...drawn].sort()]) {
          const { heavy, exact } = heavyOf(order, capacity);
          expect(heavy.counts().counts.size).toBeLessThanOrEqual(capacity);
          expect([...heavy.heavyOf(exact).counts].sort()).toEqual(expected.sort());
        }
      }),
    );
  });

  it("weighs a value by all values of the failures, where they have several", () => {
    const heavy = createHeavyValues(2);
    for (let index = 0; index < 10; index += 1) heavy.add(failed(`prefix=a hour=${index}`));
    const exact = createValueCounter(["prefix a", "hour 9"]);
    for (let index = 0; index < 10; index += 1) exact.add(failed(`prefix=a hour=${index}`));
    expect(heavy.heavyOf(exact.counts())).toEqual({ failed: 10, counts: new Map([["prefix a", 10]]) });
  });

  it("holds on to no key that a prefix is a part of", () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    collect();
    const start = process.memoryUsage().heapUsed;
    const heavy = createHeavyValues();
    for (let index = 0; index < 50; index += 1) {
      const key = Buffer.from(`a folder of its own ${index}/${"x".repeat(1 << 20)}`).toString();
      heavy.add([{ attribute: "prefix", value: key.slice(0, key.indexOf("/") + 1) }]);
    }
    collect();
    expect(heavy.counts().counts.size).toBe(50);
    expect(process.memoryUsage().heapUsed - start).toBeLessThan(10 << 20);
  });
});

describe("createValueCounter()", () => {
  it("counts the values that it was given, and all failures", () => {
    const counter = createValueCounter(["prefix a", "hour 01"]);
    counter.add(failed("prefix=a extension=jpg"));
    counter.add(failed("prefix=b"));
    expect(counter.counts()).toEqual({
      failed: 2,
      counts: new Map([
        ["prefix a", 1],
        ["hour 01", 0],
      ]),
    });
  });
});
