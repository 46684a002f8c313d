import { describe, expect, it } from "vitest";
import { commitKey, diffCommitKey } from "../../../lib/core/key.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { commit, commitDiff, holeIn, testSink, told, troubles, watchedWorld } from "./watched.ts";

describe("watchNights", () => {
  it("finds nothing where each night is committed and compared", async () => {
    const { store, sink, look, started } = watchedWorld();
    for (const date of ["2026-11-20", "2026-11-21", "2026-11-22"]) await commit(store, date);
    const { nights, deliveries, problems, errors } = await look("2026-11-23 06:45");
    expect(nights.map(({ name, commit: found }) => [name.date, found?.status])).toEqual([
      ["2026-11-20", "complete"],
      ["2026-11-21", "complete"],
      ["2026-11-22", "complete"],
    ]);
    expect([deliveries, problems, errors, sink.sent, started]).toEqual([[], [], [], [], []]);
  });

  it("calls a night missing from the very instant on at which its grace has passed", async () => {
    const { store, look } = watchedWorld();
    await commit(store, "2026-11-21");
    expect(troubles(await look("2026-11-23 01:59"))).toEqual([]);
    expect(troubles(await look("2026-11-23 02:00"))).toEqual([]);
    expect(troubles(await look("2026-11-23 05:59:59.999"))).toEqual([]);
    expect(troubles(await look("2026-11-23 06:00"))).toEqual(["2026-11-22 missing"]);
  });

  it("tells of a missing night what is known: since when it is due, and that no run began", async () => {
    const { store, sink, look } = watchedWorld();
    await commit(store, "2026-11-21");
    await look("2026-11-23 06:45");
    const dueAt = Date.UTC(2026, 10, 22, 22);
    const id = expect.stringMatching(/^[0-9a-f]{16}$/);
    const trouble = { kind: "missing", dueAt, first: false, run: null };
    expect(sink.sent).toEqual([
      {
        id,
        at: Date.UTC(2026, 10, 22, 22, 45),
        night: { family: "pic", date: "2026-11-22" },
        timeZone: "Asia/Shanghai",
        severity: "critical",
        news: [{ id, change: "noticed", trouble }],
      },
    ]);
  });

  it("tells it once, however often it looks, and once that it came late", async () => {
    const { store, sink, look } = watchedWorld();
    await commit(store, "2026-11-21");
    for (const at of ["06:45", "06:45", "06:46", "09:15"]) await look(`2026-11-23 ${at}`);
    expect(told(sink)).toEqual(["2026-11-22 missing"]);
    await commit(store, "2026-11-22", { at: "2026-11-23 12:00" });
    await look("2026-11-24 06:45");
    await look("2026-11-24 09:15");
    expect(told(sink)).toEqual(["2026-11-22 missing", "2026-11-22 settled commit", "2026-11-23 missing"]);
    expect(sink.sent.map(({ severity }) => severity)).toEqual(["critical", "info", "critical"]);
  });

  it("says nothing of a night that was committed a moment before", async () => {
    const { store, sink, look } = watchedWorld();
    await commit(store, "2026-11-21");
    await commit(store, "2026-11-22", { at: "2026-11-23 06:44:59", diff: false });
    await look("2026-11-23 06:45");
    expect(sink.sent).toEqual([]);
  });

  it("misses no night before the first that was committed, and every one since", async () => {
    const { store, look } = watchedWorld();
    await commit(store, "2026-11-19");
    expect(troubles(await look("2026-11-23 06:45"))).toEqual([
      "2026-11-20 missing",
      "2026-11-21 missing",
      "2026-11-22 missing",
    ]);
  });

  it("misses no night before the first one either while that has time left", async () => {
    const { store, look } = watchedWorld();
    await commit(store, "2026-11-22", { at: "2026-11-23 02:30", diff: false });
    const { nights } = await look("2026-11-23 02:45");
    expect(nights).toMatchObject([{ name: { date: "2026-11-22" }, commit: { status: "complete" }, troubles: [] }]);
  });

  it("notices on the first morning that nothing was ever committed", async () => {
    const { sink, look } = watchedWorld();
    await look("2026-11-23 06:45");
    await look("2026-11-24 06:45");
    expect(told(sink)).toEqual(["2026-11-22 missing", "2026-11-23 missing"]);
    expect(sink.sent.flatMap(({ news }) => news)).toMatchObject([
      { trouble: { first: true } },
      { trouble: { first: true } },
    ]);
  });

  it("notices it with any grace, though each night is young when it looks", async () => {
    const { look } = watchedWorld({ change: { graceMs: 30 * 3_600_000 } });
    expect(troubles(await look("2026-11-23 06:45"))).toEqual(["2026-11-20 missing"]);
  });

  it("goes by the zone's own days, 23 and 25 hours long", async () => {
    const change = { timeZone: "Europe/Berlin" };
    const zone = watchedWorld({ change });
    await commit(zone.store, "2026-03-28", { at: "2026-03-29 09:30" });
    // The day ended at 22:00 UTC, an hour before the one before it: it is due at 04:00 UTC.
    expect(troubles(await zone.look("2026-03-30 11:59:59"))).toEqual([]);
    expect(troubles(await zone.look("2026-03-30 12:00"))).toEqual(["2026-03-29 missing"]);
    const winter = watchedWorld({ change });
    await commit(winter.store, "2026-10-24", { at: "2026-10-25 09:30" });
    expect(troubles(await winter.look("2026-10-26 12:59:59"))).toEqual([]);
    expect(troubles(await winter.look("2026-10-26 13:00"))).toEqual(["2026-10-25 missing"]);
  });

  it("tells of holes that the run of the next night has not closed, and when a later one has", async () => {
    const { store, sink, look } = watchedWorld();
    await commit(store, "2026-11-21", { holes: [holeIn(), holeIn({ queueId: "p2" })] });
    expect(troubles(await look("2026-11-22 06:45"))).toEqual([]);
    await commit(store, "2026-11-22");
    await look("2026-11-23 06:45");
    expect(sink.sent).toMatchObject([
      { severity: "warning", news: [{ trouble: { kind: "incomplete", revision: 1, holes: 2 } }] },
    ]);
    await commit(store, "2026-11-21", { revision: 2, holes: [holeIn()], diff: false });
    await look("2026-11-23 09:15");
    await commit(store, "2026-11-21", { revision: 3, diff: false });
    await look("2026-11-23 09:16");
    expect(told(sink)).toEqual(["2026-11-21 incomplete", "2026-11-21 settled holes"]);
  });

  it("heeds silences of holes: each has to be silenced, by a silence that has not lapsed", async () => {
    const silence = { reason: "known", owner: "me", until: "2026-11-21" };
    const seenWith = async (match: object, until = "2026-11-21") => {
      const { store, look } = watchedWorld({ change: { silences: [{ ...silence, until, match }] } });
      await commit(store, "2026-11-21", { holes: [holeIn(), holeIn({ queueId: "p2" })] });
      await commit(store, "2026-11-22");
      return troubles(await look("2026-11-23 06:45"));
    };
    expect(await seenWith({ rule: "coverage.incomplete", bucket: "photos-1250000000" })).toEqual([]);
    expect(await seenWith({ bucket: "photos-1250000000" })).toEqual([]);
    const incomplete = ["2026-11-21 incomplete"];
    expect(await seenWith({ queueId: "p1" })).toEqual(incomplete);
    expect(await seenWith({ rule: "group.new" })).toEqual(incomplete);
    expect(await seenWith({ bucket: "photos-1250000000", code: "Timeout" })).toEqual(incomplete);
    expect(await seenWith({})).toEqual(incomplete);
    expect(await seenWith({ bucket: "photos-1250000000" }, "2026-11-20")).toEqual(incomplete);
  });

  it("tells of a night that is committed for as long as the grace, and not compared, and when it is", async () => {
    const { store, sink, look } = watchedWorld();
    await commit(store, "2026-11-22", { diff: false });
    await look("2026-11-23 06:29:59");
    expect(told(sink)).toEqual([]);
    await look("2026-11-23 06:30");
    await commitDiff(store, "2026-11-22");
    await look("2026-11-23 09:15");
    expect(told(sink)).toEqual(["2026-11-22 undiffed", "2026-11-22 settled diff"]);
  });

  it("tells of commits that cannot be read, of the night and of its diff, and of the other nights all the same", async () => {
    const store = memoryStore();
    const { sink, look } = watchedWorld({ store });
    for (const date of ["2026-11-20", "2026-11-22"]) await commit(store, date);
    store.objects.set(commitKey({ family: "pic", date: "2026-11-21" }, 1), Buffer.from("{"));
    store.objects.set(diffCommitKey({ family: "pic", date: "2026-11-20" }, 1), Buffer.from("{"));
    await look("2026-11-24 06:45");
    expect(told(sink)).toEqual(["2026-11-20 undiffed", "2026-11-21 damaged", "2026-11-23 missing"]);
    expect(sink.sent[1]?.news).toMatchObject([{ trouble: { problem: expect.stringContaining("it is not a commit") } }]);
    store.objects.delete(commitKey({ family: "pic", date: "2026-11-21" }, 1));
    await commit(store, "2026-11-21");
    await look("2026-11-24 09:15");
    expect(told(sink).slice(3)).toEqual(["2026-11-21 settled commit"]);
  });

  it("sends each sink what is severe enough for it, and what is over only to those who were told", async () => {
    const critical = testSink("pager", { severity: "critical" });
    const all = testSink("chat", { severity: "info" });
    const { store, look } = watchedWorld({ sinks: [critical, all] });
    await commit(store, "2026-11-21", { holes: [holeIn()] });
    await look("2026-11-23 06:45");
    await commit(store, "2026-11-21", { revision: 2, diff: false });
    await commit(store, "2026-11-22");
    await look("2026-11-23 09:15");
    expect(told(critical)).toEqual(["2026-11-22 missing", "2026-11-22 settled commit"]);
    expect(told(all)).toEqual([
      ...["2026-11-21 incomplete", "2026-11-22 missing"],
      ...["2026-11-21 settled holes", "2026-11-22 settled commit"],
    ]);
  });
});
