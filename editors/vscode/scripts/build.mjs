// Bundle the extension into one file, and lay the licences of the project and of what is bundled beside it.
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The licence of a package, under its name and version. */
function notice(folder) {
  const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  if (!file) {
    throw new Error(`${name} is bundled and has no licence`);
  }
  return `${name} ${version}\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
}

process.chdir(here("."));
copyFileSync(here("../../LICENSE"), "LICENSE");
const { metafile } = await build({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  external: ["vscode"],
  format: "cjs",
  mainFields: ["module", "main"],
  metafile: true,
  minify: true,
  platform: "node",
  target: "node20",
});
const folders = Object.keys(metafile.inputs).map((path) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0]);
const bundled = [...new Set(folders.filter(Boolean))].sort();
writeFileSync("dist/notices.txt", bundled.map(notice).join(`\n${"-".repeat(80)}\n\n`));
