import { describe, expect, it } from "vitest";
import { guardAddress, isPublic, type Lookup } from "../../../lib/adapters/sinks/guard-address.ts";
import { failureOf } from "../tencent/scripted-sender.ts";
import { never } from "./a-sink.ts";

const refusal = {
  outcome: "refused",
  seen: "its address lies in a private or reserved network; if that is wanted, set allowPrivate: true for it",
};

function answering(...addresses: readonly string[]): Lookup {
  return async () => addresses;
}

function guard(host: string, lookup: Lookup, allowPrivate = false) {
  return guardAddress(host, { lookup, allowPrivate, signal: never });
}

describe("isPublic", () => {
  it.each([
    ["0.0.0.0", "this network"],
    ["10.0.0.1", "private"],
    ["172.16.0.1", "private"],
    ["172.31.255.255", "private"],
    ["192.168.1.1", "private"],
    ["100.64.0.1", "carrier-grade NAT"],
    ["100.127.255.255", "carrier-grade NAT"],
    ["127.0.0.1", "loopback"],
    ["127.255.255.254", "loopback"],
    ["169.254.169.254", "link-local: instance metadata"],
    ["169.254.0.23", "link-local: the vendor's metadata"],
    ["192.0.0.1", "protocol assignments"],
    ["192.0.2.1", "documentation"],
    ["198.18.0.1", "benchmarking"],
    ["198.51.100.1", "documentation"],
    ["203.0.113.1", "documentation"],
    ["224.0.0.1", "multicast"],
    ["240.0.0.1", "reserved"],
    ["255.255.255.255", "broadcast"],
    ["::", "unspecified"],
    ["::1", "loopback"],
    ["::ffff:127.0.0.1", "IPv4-mapped"],
    ["::ffff:8.8.8.8", "IPv4-mapped"],
    ["::7f00:1", "IPv4-compatible"],
    ["64:ff9b::7f00:1", "NAT64"],
    ["64:ff9b:1::1", "NAT64, local"],
    ["100::1", "discard"],
    ["2001::1", "Teredo"],
    ["2001:db8::1", "documentation"],
    ["2002:7f00:1::1", "6to4"],
    ["3fff::1", "documentation"],
    ["4000::1", "not given out"],
    ["fc00::1", "unique local"],
    ["fd12:3456:789a::1", "unique local"],
    ["fe80::1", "link-local"],
    ["fec0::1", "site-local"],
    ["ff02::1", "multicast"],
    ["nonsense", "no address"],
    ["", "no address"],
  ])("refuses %s (%s)", (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each([
    "8.8.8.8",
    "119.29.29.29",
    "172.15.255.255",
    "172.32.0.1",
    "100.63.255.255",
    "2402:4e00::1",
    "2a00:1450::1",
  ])("takes %s", (address) => {
    expect(isPublic(address)).toBe(true);
  });
});

describe("guardAddress", () => {
  it("gives an address of a public name, one of version 4 where it has any", async () => {
    expect(await guard("hooks.example.com", answering("2402:4e00::1", "8.8.8.8", "1.1.1.1"))).toBe("8.8.8.8");
    expect(await guard("hooks.example.com", answering("2402:4e00::1", "2402:4e00::2"))).toBe("2402:4e00::1");
  });

  it("knows that no address is none", async () => {
    expect(await guard("hooks.example.com", answering())).toMatchObject({
      outcome: "failed",
      seen: "its name has no address",
    });
  });

  it("refuses a name of which one address is private", async () => {
    expect(await guard("hooks.example.com", answering("8.8.8.8", "10.0.0.1"))).toEqual(refusal);
    expect(await guard("hooks.example.com", answering("8.8.8.8", "::1"))).toEqual(refusal);
  });

  it("takes private ones where that is wanted", async () => {
    expect(await guard("hooks.internal", answering("10.0.0.1"), true)).toBe("10.0.0.1");
  });

  it.each([
    ["127.0.0.1", false],
    ["[::1]", false],
    ["[::ffff:a00:1]", false],
    ["169.254.169.254", false],
    ["8.8.8.8", true],
    ["[2402:4e00::1]", true],
  ])("asks no name server for %s, and judges it by itself", async (host, isTaken) => {
    const found = await guard(host, () => Promise.reject(new Error("asked")));
    expect(found).toEqual(isTaken ? host.replace(/[[\]]/g, "") : refusal);
  });

  it.each(["http://0x7f.1/", "http://2130706433/", "http://127.1/", "http://0177.0.0.1/", "http://①②⑦.0.0.1/"])(
    "sees through %s",
    async (address) => {
      expect(await guard(new URL(address).hostname, () => Promise.reject(new Error("asked")))).toEqual(refusal);
    },
  );

  it("says that a name could not be resolved, and not which", async () => {
    const error = Object.assign(new Error("getaddrinfo ENOTFOUND hooks.example.com"), { code: "ENOTFOUND" });
    const failed = { outcome: "failed", seen: "its name could not be resolved (ENOTFOUND)", waitMs: null };
    expect(await guard("hooks.example.com", () => Promise.reject(error))).toEqual(failed);
    expect(await guard("hooks.example.com", () => Promise.reject(new Error("hooks.example.com")))).toEqual({
      ...failed,
      seen: "its name could not be resolved (no code)",
    });
  });

  it("leaves a name server that does not answer", async () => {
    const stop = new AbortController();
    const options = { lookup: () => new Promise<never>(() => undefined), allowPrivate: false, signal: stop.signal };
    const guarded = failureOf(guardAddress("hooks.example.com", options));
    stop.abort(new Error("enough"));
    expect(await guarded).toEqual(new Error("enough"));
  });
});
