// Bundle the extension into one file and lay the project's licence beside it.
import { copyFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

copyFileSync(here("../../../LICENSE"), here("../LICENSE"));
await build({
  entryPoints: [here("../src/extension.ts")],
  outfile: here("../dist/extension.js"),
  bundle: true,
  external: ["vscode"],
  format: "cjs",
  mainFields: ["module", "main"],
  minify: true,
  platform: "node",
  target: "node20",
});
