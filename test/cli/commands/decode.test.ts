import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { say, temporaryFolder } from "../small-cloud.ts";

const seed = "test/fixtures/vendor-samples/pic_jobs.response.xml";

function linesOf(out: string): Record<string, unknown>[] {
  return out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

async function savedAnswer(message: string): Promise<string> {
  const file = join(await temporaryFolder(), "answer.xml");
  const job = `<JobId>j1</JobId><State>Failed</State><Code>Refused</Code><Message>${message}</Message><Tag>PicProcess</Tag><QueueId>p1</QueueId><CreationTime>2026-11-20T10:00:00+0800</CreationTime>`;
  await writeFile(file, `<Response><JobsDetail>${job}</JobsDetail></Response>`);
  return file;
}

describe("job-audit decode", () => {
  it("prints the vendor's sample as normalised jobs, one a line", async () => {
    const said = await say(["decode", seed, "--family", "pic"], { env: {} });
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    const ids = [...(await readFile(seed, "utf8")).matchAll(/<JobId>(.+?)<\/JobId>/g)].map(([, id]) => id);
    const jobs = linesOf(said.out);
    expect(jobs.map(({ id }) => id)).toEqual(ids);
    expect(jobs[0]).toMatchObject({ family: "pic", createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) });
  });

  it("takes --json for what it does anyway", async () => {
    expect(await say(["decode", seed, "--json"])).toEqual(await say(["decode", seed]));
  });

  it("reads standard input for -", async () => {
    const file = await savedAnswer("no");
    const said = await say(["decode", "-"], { readInput: () => readFile(file) });
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(linesOf(said.out)).toEqual([
      expect.objectContaining({ id: "j1", state: "Failed", createdAt: "2026-11-20T02:00:00.000Z", startedAt: null }),
    ]);
  });

  it("prints no secret and nothing that a terminal would act on", async () => {
    const url = "https://photos.example.com/a.jpg?q-sign-algorithm=sha1&amp;q-signature=0123456789abcdef";
    const said = await say(["decode", await savedAnswer(`Cannot fetch ${url} &#x202e;&#x9b;31m`)]);
    expect(said.out).toContain("\\u202e\\u009b31m");
    expect(linesOf(said.out)[0]).toMatchObject({
      message: expect.stringMatching(
        /^Cannot fetch https:\/\/photos\.example\.com\/a\.jpg\?\[cut:\w+\] \u202e\u009b31m$/,
      ),
    });
  });

  it("names a file that is no answer and decodes the others", async () => {
    const folder = await temporaryFolder();
    const page = join(folder, "page.xml");
    await writeFile(page, "<html><body>Bad gateway</body></html>");
    const said = await say(["decode", page, await savedAnswer("no")]);
    expect(said.exitCode).toBe(3);
    expect(said.err).toBe(`Cannot decode ${page}: cannot read the answer: it is <html>, not <Response>.\n`);
    expect(linesOf(said.out)).toHaveLength(1);
  });

  it("names an error that was saved", async () => {
    const file = join(await temporaryFolder(), "error.xml");
    await writeFile(file, "<Error><Code>AccessDenied</Code><Message>Access Denied.</Message></Error>");
    const said = await say(["decode", file]);
    expect(said.exitCode).toBe(3);
    expect(said.err).toContain(`Cannot decode ${file}: `);
    expect(said.err).toContain("AccessDenied: ");
  });

  it("names a file that is missing or a folder, decodes the others, and exits with 2", async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, "deep"));
    const said = await say(["decode", join(folder, "gone.xml"), join(folder, "deep"), await savedAnswer("no")]);
    expect(said.exitCode).toBe(2);
    expect(said.err).toBe(
      `Cannot read ${folder}/gone.xml: there is no such file\nCannot read ${folder}/deep: it is a folder\n`,
    );
    expect(linesOf(said.out)).toHaveLength(1);
  });

  it("refuses a family that it does not know", async () => {
    const said = await say(["decode", seed, "--family", "video"]);
    expect(said).toMatchObject({ exitCode: 2, out: "" });
    expect(said.err).toContain("argument 'video' is invalid. Allowed choices are pic.");
  });
});
