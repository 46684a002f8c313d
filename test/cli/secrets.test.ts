/** Whatever a command prints or writes: no credential, no signature, no query of a presigned URL. */

import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { openSmallCloud, type Said, type SmallCloud } from "./small-cloud.ts";

const secrets =
  /secretMadeUp|AKIDmadeUp|sessionToken0123|pa55word|callback-token|q-signature|q-sign-time|q-ak=|[?&]sign=|authorization/i;

const commands = [
  ["run"],
  ["run", "--json"],
  ["show"],
  ["show", "--json"],
  ["show", "--what", "groups"],
  ["show", "--what", "groups", "--json"],
  ["diff", "--all"],
  ["diff", "--json"],
  ["nights"],
  ["nights", "--json"],
  ["watch"],
  ["watch", "--json"],
  ["export", "--format", "url-file"],
  ["export", "--format", "csv"],
  ["export", "--what", "findings", "--format", "csv"],
  ["export", "--what", "findings", "--format", "jsonl"],
  ["run", "--last", "2d"],
  ["run", "--last", "2d", "--json"],
  ["plan"],
  ["plan", "--json"],
  ["queues"],
  ["queues", "--json"],
];

async function everythingWritten(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  const texts: string[] = [];
  for (const path of names.map((name) => join(folder, name))) {
    if (!(await stat(path)).isFile()) continue;
    const bytes = await readFile(path);
    texts.push((bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString("utf8"));
  }
  return texts;
}

async function sayAll(cloud: SmallCloud): Promise<readonly Said[]> {
  const said: Said[] = [];
  for (const args of commands) said.push(await cloud.say(args));
  return said;
}

describe("what is printed and written", () => {
  it("holds no secret, and no escape code in a pipe", async () => {
    const cloud = await openSmallCloud();
    const planted = cloud.scenario.failures.flatMap(({ messages }) => messages);
    expect(planted.join()).toContain("{url}");
    for (const { out, err, exitCode } of await sayAll(cloud)) {
      expect(exitCode).toBe(0);
      expect(out + err).not.toMatch(secrets);
      expect(out + err).not.toContain("\u001b");
    }
    const written = await everythingWritten(join(cloud.objects, "audit-1250000000"));
    expect(written.some((text) => text.includes("SourceUrlRefused"))).toBe(true);
    expect(written.filter((text) => secrets.test(text))).toEqual([]);
  });

  it("holds no secret when the service refuses everything", async () => {
    const denied = [{ bucket: "photos-1250000000" }, { bucket: "products-1250000000" }];
    const cloud = await openSmallCloud({ service: { denied } });
    for (const { out, err, exitCode } of await sayAll(cloud)) {
      expect(exitCode).not.toBe(0);
      expect(out + err).not.toMatch(secrets);
    }
  });
});
