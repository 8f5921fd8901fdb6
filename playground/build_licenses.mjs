// Collects the licences of what the page consists of.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Licences of packages that do not ship one, or that are not packages of npm. */
const OTHERS = [
  "Python and its standard library: Python Software Foundation License, https://docs.python.org/3/license.html",
  "PyYAML: MIT License, https://github.com/yaml/pyyaml/blob/main/LICENSE",
];

/** Returns the licences of all packages that the page is built from, in one text. */
export function licenses(here) {
  const lock = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8"));
  const parts = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    const folder = join(here, path);
    if (!path || entry.dev || !existsSync(folder)) continue;
    const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
    const name = `${path.slice(path.lastIndexOf("node_modules/") + 13)} ${entry.version}: ${entry.license}`;
    parts.push(file ? `${name}\n\n${readFileSync(join(folder, file), "utf8").trim()}` : name);
  }
  return [...OTHERS, ...parts].join(`\n\n${"-".repeat(80)}\n\n`) + "\n";
}
