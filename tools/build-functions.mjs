// Bundles the two functions, each into one file that Node 18 runs from an otherwise empty folder, and prints their sizes.
// The files go to dist/functions/, or to the folder that is named.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Of the COS SDK the functions use what signs; the rest, its HTTP client above all, is more than half of it. */
const onlySigning = {
  name: "only-signing",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^cos-nodejs-sdk-v5$/ }, ({ path }) => ({ path, namespace: "only-signing" }));
    onLoad({ filter: /./, namespace: "only-signing" }, () => ({
      contents: 'exports.getAuthorization = require("cos-nodejs-sdk-v5/sdk/util").getAuth;',
      resolveDir: root,
    }));
  },
};

const outdir = process.argv[2] ?? "dist/functions";

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { "audit/index": "functions/audit.ts", "diff/index": "functions/diff.ts" },
  outdir,
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node18.15",
  // Names stay, so that a stack can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "eof",
  define: { "import.meta.url": "bundleUrl" },
  banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  plugins: [onlySigning],
  // The sketches' own binary form, loaded only when asked for; summaries keep their bins as JSON.
  external: ["protobufjs/minimal"],
  metafile: true,
  logLevel: "warning",
});

for (const [file, { bytes }] of Object.entries(metafile.outputs))
  console.log(`${file}  ${Math.round(bytes / 1024)} KB`);
