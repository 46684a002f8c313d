import { describe, expect, it } from "vitest";
import { ServiceError } from "../../../lib/core/errors.ts";
import { countJob, emptyTally } from "../../../lib/core/tally.ts";
import { tallyRow } from "../../../lib/core/tally-row.ts";
import { joinPieces } from "../../../lib/usecases/audit/join-pieces.ts";
import { type Piece, tallyOf } from "../../../lib/usecases/progress/saved-piece.ts";
import { createSpool, type Run } from "../../../lib/usecases/report/spool.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aJob } from "../../fakes/samples.ts";

const { signal } = new AbortController();
const spool = createSpool(memoryStore(), "run1", 1_000_000);
const refusal = new ServiceError("Cannot list", { status: 503, serviceCode: "SlowDown", requestId: null });

interface Told {
  readonly jobs?: number;
  readonly takenUp?: boolean;
  readonly refused?: boolean;
}

function aRun(name: string): Run {
  return { key: name, read: async () => Buffer.from(`${name}\n`) };
}

/** A piece that read a page for each job, and has one row of every kind, named by where it begins. */
async function aPiece(from: number, to: number, { jobs = 1, takenUp = false, refused = false }: Told = {}) {
  const tally = emptyTally();
  for (let count = 0; count < jobs; count += 1) countJob(tally, aJob({ id: `j${from}-${count}` }), null);
  const run = aRun(String(from));
  const counts = {
    pages: jobs,
    duplicates: 1,
    outside: 0,
    foreign: 0,
    restarts: 0,
    halvings: 0,
    retries: 2,
    rate: from,
  };
  const error = { error: refusal, hole: null };
  const piece = {
    reading: {
      window: { from, to },
      walk: {
        ordered: true,
        refusal: refused ? error : null,
        counts,
        holes: refused ? [{ from, to, cause: "refused", detail: "" }] : [],
        foreignScopes: new Set([`scope ${from}`]),
      },
      counts: { jobs, byState: {}, byVerdict: {} },
      tally: await spool.keep(Buffer.from(`${JSON.stringify(tallyRow(tally))}\n`), signal),
      rows: { findings: [run], open: [run], recoveries: [run] },
      ...(takenUp && { takenUp }),
    },
    tally: takenUp ? null : tally,
    groups: [[run]],
  };
  return piece as unknown as Piece;
}

function spans(pieces: readonly Piece[]) {
  return pieces.map(({ reading: { window } }) => [window.from, window.to]);
}

describe("joinPieces()", () => {
  const joined = async (cuts: readonly number[], ...pieces: readonly Promise<Piece>[]) =>
    joinPieces(await Promise.all(pieces), new Set(cuts), spool, signal);

  it("makes one piece of those that only a cut parted, and leaves those that something else parted", async () => {
    const made = await joined(
      [10, 20, 40],
      aPiece(0, 10),
      aPiece(10, 20),
      aPiece(20, 30),
      aPiece(30, 40),
      aPiece(40, 50),
    );
    expect(spans(made)).toEqual([
      [0, 30],
      [30, 50],
    ]);
  });

  it("leaves what an earlier run read as that left it, on either side", async () => {
    const taken = aPiece(10, 20, { takenUp: true });
    const made = await joined([10, 20, 30], aPiece(0, 10), taken, aPiece(20, 30), aPiece(30, 40));
    expect(spans(made)).toEqual([
      [0, 10],
      [10, 20],
      [20, 40],
    ]);
    expect(made[1]).toBe(await taken);
  });

  it("adds up what was counted and asked, keeps rows, groups and holes in their order, and the highest rate", async () => {
    const [one] = await joined(
      [10, 20],
      aPiece(0, 10, { jobs: 3 }),
      aPiece(10, 20, { jobs: 4, refused: true }),
      aPiece(20, 30),
    );
    const { reading, groups } = one ?? expect.fail("there is a piece");
    expect((await tallyOf(one as Piece, signal)).jobs).toBe(8);
    expect(JSON.parse(String(await reading.tally.read(signal)))).toMatchObject({ jobs: 8 });
    expect(reading.counts).toMatchObject({ jobs: 8, byState: { Success: 8 } });
    expect(reading.walk.counts).toMatchObject({ pages: 8, duplicates: 3, retries: 6, rate: 20 });
    for (const runs of Object.values(reading.rows)) expect(runs.map(({ key }) => key)).toEqual(["0", "10", "20"]);
    expect(groups.map((runs) => runs.map(({ key }) => key))).toEqual([["0"], ["10"], ["20"]]);
    expect(reading.walk.holes).toMatchObject([{ from: 10, to: 20 }]);
    expect([...reading.walk.foreignScopes]).toEqual(["scope 0", "scope 10", "scope 20"]);
  });

  it("counts as refused only where every part was", async () => {
    const refused = { refused: true };
    const [some] = await joined([10], aPiece(0, 10, refused), aPiece(10, 20));
    const [all] = await joined([10], aPiece(0, 10, refused), aPiece(10, 20, refused));
    expect(some?.reading.walk.refusal).toBeNull();
    expect(all?.reading.walk.refusal).toMatchObject({ error: refusal });
  });

  it("gives a single piece back as it is, and nothing for none", async () => {
    const piece = aPiece(0, 10);
    expect(await joined([0, 10], piece)).toEqual([await piece]);
    expect(await joined([5])).toEqual([]);
  });
});
