import { describe, expect, it } from "vitest";
import { nightCost, nightUse } from "../../../lib/core/cost/night-cost.ts";
import { documentedPrices, readPrice } from "../../../lib/core/cost/prices.ts";

const functions = [
  { memoryMb: 512, timeoutSeconds: 900 },
  { memoryMb: 256, timeoutSeconds: 100 },
];
const size = { scopes: 4, jobs: 1_001, files: 20, windows: 24, pageSize: 100, functions };

describe("nightUse()", () => {
  it("counts one request a window and one a page, two touches a file, and each function's whole time", () => {
    expect(nightUse(size)).toEqual({
      jobRequests: 4 * 24 + 11,
      storageRequests: 40,
      invocations: 2,
      gbSeconds: 475,
    });
  });
});

describe("nightCost()", () => {
  const use = { jobRequests: 20_000, storageRequests: 5_000, invocations: 2, gbSeconds: 475 };

  it("sums what is known by currency, and names what is not", () => {
    const told = (text: string) => readPrice(text)?.price ?? documentedPrices["gb-second"];
    const prices = {
      ...documentedPrices,
      "gb-second": told("gb-second=0.001USD"),
      "storage-requests": told("storage-requests=0.5CNY"),
      "job-requests": told("job-requests=3CNY"),
    };
    const { sums, unknown } = nightCost(use, prices);
    expect([...sums]).toEqual([
      ["USD", expect.closeTo(0.535, 12)],
      ["CNY", 6.25],
    ]);
    expect(unknown).toEqual(["invocations"]);
  });

  it("asks no price for what is not used", () => {
    const nothing = { jobRequests: 0, storageRequests: 0, invocations: 0, gbSeconds: 0 };
    expect(nightCost(nothing, documentedPrices)).toEqual({ sums: new Map(), unknown: [] });
  });
});

describe("readPrice()", () => {
  it("reads a name, an amount and a currency", () => {
    expect(readPrice("job-requests=0.01CNY")).toEqual({
      name: "job-requests",
      price: { amount: 0.01, currency: "CNY", unit: "10,000 requests", source: "told with --price" },
    });
  });

  it.each(["gb-second=1", "gb-second=USD", "gb-second=1e3USD", "gb-second=1usd", "toString=1USD", "=1USD"])(
    "does not read %s",
    (text) => {
      expect(readPrice(text)).toBeNull();
    },
  );
});
