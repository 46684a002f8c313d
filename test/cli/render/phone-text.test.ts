import { describe, expect, it } from "vitest";
import { plainLook } from "../../../cli/render/look.ts";
import { phoneText } from "../../../cli/render/phone-text.ts";
import type { AlertCard } from "../../../lib/core/alerts/alert-card.ts";

const card: AlertCard = {
  language: "en",
  tone: "warning",
  title: "Warning: 1 new · 2026-11-20",
  facts: ["8,000 jobs"],
  blocks: [{ heading: "Queue is paused (new)", lines: ["photos / archive", "Active → Paused"] }],
  hidden: 0,
  link: null,
  footer: "job-audit · pic",
};

describe("phoneText", () => {
  it("has a bar beside each line, and a blank one before each block", () => {
    expect(phoneText(card, plainLook)).toBe(`The alert, as a phone shows it
  │ Warning: 1 new · 2026-11-20
  │ 8,000 jobs
  │
  │ Queue is paused (new)
  │ photos / archive
  │ Active → Paused
  │
  │ job-audit · pic
`);
  });

  it("breaks long lines, shows where the page lies, and nothing that moves the terminal", () => {
    const text = phoneText(
      {
        ...card,
        facts: [`${"word ".repeat(20)}end`, "\u001b[2J"],
        link: { text: "Open", url: "https://reports.example.com/a" },
      },
      plainLook,
    );
    expect(text.split("\n").every((line) => line.length <= 80 && (line === "" || /^( {2}│|The)/.test(line)))).toBe(
      true,
    );
    expect(text).toContain("\n  │ https://reports.example.com/a\n");
    expect(text).toContain("\\u{1b}[2J");
  });
});
