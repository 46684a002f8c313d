// Bundles the command: our code into dist/, what npm installs stays outside.
import { chmod, rm } from "node:fs/promises";
import { build } from "esbuild";

const outdir = "dist";

await rm(outdir, { recursive: true, force: true });
await build({
  entryPoints: { "job-audit": "cli/main.ts" },
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  packages: "external",
  chunkNames: "chunks/[name]-[hash]",
  banner: { js: "#!/usr/bin/env node" },
  logLevel: "warning",
});
await chmod(`${outdir}/job-audit.js`, 0o755);
