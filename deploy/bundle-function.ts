/**
 * A function as one file of JavaScript that Node 18 runs from an otherwise empty folder. The same sources give the same
 * bytes wherever they lie: nothing in the bundle depends on the folder, or on where a link to node_modules leads.
 */

import { join } from "node:path";
import { build, type Plugin } from "esbuild";

/** Of the COS SDK the functions use what signs; the rest, its HTTP client above all, is more than half of it. */
function onlySigning(root: string): Plugin {
  return {
    name: "only-signing",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^cos-nodejs-sdk-v5$/ }, ({ path }) => ({ path, namespace: "only-signing" }));
      onLoad({ filter: /./, namespace: "only-signing" }, () => ({
        contents: 'exports.getAuthorization = require("cos-nodejs-sdk-v5/sdk/util").getAuth;',
        resolveDir: root,
      }));
    },
  };
}

/** `entry` is relative to `root`, the project's folder. Throws esbuild's own error for sources that it cannot bundle. */
export async function bundleFunction(root: string, entry: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, entry)],
    outfile: "index.js",
    write: false,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node18.15",
    // Names stay, so that a stack can be read.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "eof",
    // Paths, which are in the comments, stay those below `root`.
    preserveSymlinks: true,
    nodePaths: [],
    define: { "import.meta.url": "bundleUrl" },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    plugins: [onlySigning(root)],
    // The sketches' own binary form, loaded only when asked for; summaries keep their bins as JSON.
    external: ["protobufjs/minimal"],
    logLevel: "silent",
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}
