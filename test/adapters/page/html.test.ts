import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { html, told, trusted } from "../../../lib/adapters/page/html.ts";

describe("html", () => {
  it("escapes text, and nothing that a template made", () => {
    const inner = html`<b>${"<i>"}</b>`;
    expect(html`<p title="${'a"b'}">${inner}${[1, null, " & "]}${"it's"}</p>`.markup).toBe(
      '<p title="a&quot;b"><b>&lt;i&gt;</b>1 &amp; it&#39;s</p>',
    );
    expect(html`${trusted("<br>")}`.markup).toBe("<br>");
  });

  it("shows by its number what would move or turn what stands around it", () => {
    expect(html`${"a\u0000\u001b\u202e\n"}`.markup).toBe("a\\u{0}\\u{1b}\\u{202e}\\u{a}");
  });

  it("lets no text be markup", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(html`${text}`.markup).not.toMatch(/[<>"'\p{Cc}\p{Cs}]|&(?!(?:amp|lt|gt|quot|#39);)/u);
      }),
    );
  });
});

describe("told()", () => {
  it("sets text of the service apart from what stands around it", () => {
    expect(told("שלום").markup).toBe("<bdi>שלום</bdi>");
  });

  it.each([
    ["abcd", "<bdi>abcd</bdi>"],
    ["abcde", "<bdi>abc…</bdi>"],
    ["😀😀😀😀", "<bdi>😀😀😀😀</bdi>"],
    ["😀😀😀😀😀", "<bdi>😀😀😀…</bdi>"],
    ["x".repeat(10_000), "<bdi>xxx…</bdi>"],
  ])("cuts %j behind whole characters", (text, markup) => {
    expect(told(text, 4).markup).toBe(markup);
  });
});
