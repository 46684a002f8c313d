import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Holder, policyOf } from "../../lib/core/policy/policies.ts";
import { factsFor, policySettings } from "../policy/policed-cloud.ts";

const facts = factsFor(policySettings(), { code: "code-1250000000/job-audit" });

function actionsOf(holder: Holder): readonly string[] {
  return sorted(policyOf[holder](facts).statements.flatMap(({ actions }) => actions));
}

/** What the rows of a section's tables name in their first column. */
function actionsIn(page: string, title: string): readonly string[] {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), "utf8");
  const section = text.split(/^## /m).find((each) => each.startsWith(`${title}\n`)) ?? "";
  const cells = [...section.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = ""]) => cell);
  return sorted(
    cells.flatMap((cell) => [...cell.matchAll(/`((?:ci|cos|scf|cls|cam):\w+)`/g)].map(([, name = ""]) => name)),
  );
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

describe("what the documents tell of permissions", () => {
  it.each([
    ["functions.md", "Permissions", "execution"],
    ["policy.md", "The functions' role", "execution"],
    ["policy.md", "Who deploys", "deploy"],
  ] as const)("in %s, %s, is the %s policy", (page, title, holder) => {
    expect(actionsIn(page, title)).toEqual(actionsOf(holder));
  });

  it("names the reader's one action", () => {
    expect(actionsOf("reader")).toEqual(["cos:GetObject"]);
    expect(readFileSync(new URL("../../docs/policy.md", import.meta.url), "utf8")).toContain(
      "`cos:GetObject` under the report prefix, and nothing else",
    );
  });
});
