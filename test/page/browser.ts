/** Chromium, as this machine has it. Tests that need it fail without it, and say what to install. */

import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const place = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

export async function launchBrowser(): Promise<Browser> {
  if (!existsSync(place)) {
    throw new Error(
      `Cannot test the page in a browser: there is no ${place}. Install Chromium (Debian: apt-get install chromium), ` +
        "or name one in CHROMIUM_PATH",
    );
  }
  // Chromium does not start its sandbox for root.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return await chromium.launch({ executablePath: place, args });
}
