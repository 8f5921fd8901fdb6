// Builds the playground: `node build.mjs WHEEL MODULES YAML_LICENSE OUT RULES`. scripts/build_playground.py makes the first three.

import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { licenses } from "./build_licenses.mjs";
import { makeSnapshot } from "./build_snapshot.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [wheel, modules, yamlLicense, out, rules] = process.argv.slice(2);
const module = (path) => join(here, "node_modules", path);

/** Files of packages that are loaded as they are. */
const COPIED = {
  "pyodide.asm.mjs": "pyodide/pyodide.asm.mjs",
  "pyodide.asm.wasm": "pyodide/pyodide.asm.wasm",
  "python_stdlib.zip": "pyodide/python_stdlib.zip",
  "web-tree-sitter.wasm": "web-tree-sitter/web-tree-sitter.wasm",
  "javascript.wasm": "tree-sitter-javascript/tree-sitter-javascript.wasm",
  "tsx.wasm": "tree-sitter-typescript/tree-sitter-tsx.wasm",
  "typescript.wasm": "tree-sitter-typescript/tree-sitter-typescript.wasm",
};

const assets = join(out, "assets");
rmSync(out, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });

for (const [name, path] of Object.entries(COPIED)) cpSync(module(path), join(assets, name));
cpSync(wheel, join(assets, "siplint.whl"));
cpSync(modules, join(assets, "modules.zip"));
writeFileSync(join(assets, "no_stdlib.zip"), Buffer.from("504b0506" + "00".repeat(18), "hex"));
writeFileSync(join(assets, "snapshot.gz"), gzipSync(await makeSnapshot(wheel, modules), { level: 9 }));

const common = {
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  loader: { ".txt": "text", ".json": "text" },
  external: ["node:*", "ws", "module", "fs", "fs/promises", "url", "path"],
  logLevel: "warning",
};
await build({
  ...common,
  entryPoints: { page: join(here, "src/page.ts"), style: join(here, "src/style.css") },
  outdir: assets,
  splitting: true,
  chunkNames: "part-[hash]",
});
await build({ ...common, entryPoints: { worker: join(here, "src/worker.ts") }, outdir: assets, define: { PYODIDE: lockInfo() } });

/** The folder of the assets is named by what is in it, so that files of two versions never meet. */
const version = hashOf(files(assets));
const folder = `assets-${version}`;
cpSync(assets, join(out, folder), { recursive: true });
rmSync(assets, { recursive: true });

const page = readFileSync(join(here, "src/index.html"), "utf8").replaceAll("ASSETS", folder).replaceAll("RULES", rules);
writeFileSync(join(out, "index.html"), page);
writeFileSync(join(out, "licenses.txt"), licenses(here, yamlLicense));
const cached = files(join(out, folder)).map((path) => `${folder}/${relative(join(out, folder), path)}`);
await build({
  ...common,
  entryPoints: { service_worker: join(here, "src/service_worker.ts") },
  outdir: out,
  define: { VERSION: JSON.stringify(hashOf([...files(join(out, folder)), join(out, "index.html")])), FILES: JSON.stringify(cached) },
});

/** The part of Pyodide's list of packages that says which version it is for. */
function lockInfo() {
  return JSON.stringify(JSON.parse(readFileSync(module("pyodide/pyodide-lock.json"), "utf8")).info);
}

function files(root) {
  return readdirSync(root)
    .sort()
    .map((name) => join(root, name))
    .flatMap((path) => (statSync(path).isDirectory() ? files(path) : [path]));
}

function hashOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths) hash.update(path.slice(path.lastIndexOf("/"))).update(readFileSync(path));
  return hash.digest("hex").slice(0, 12);
}
