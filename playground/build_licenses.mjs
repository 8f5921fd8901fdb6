// Collects the licences of what the page consists of.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const PYTHON =
  "Python and its standard library: PSF-2.0, https://docs.python.org/3/license.html\n\n" +
  "Copyright (c) 2001 Python Software Foundation; All Rights Reserved";

/** Returns the licences of all parts of the page, in one text; `yaml` is the file with that of PyYAML. */
export function licenses(here, yaml) {
  const own = `siplint: MIT\n\n${text(join(here, "../LICENSE"))}`;
  const lock = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8"));
  const parts = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    const folder = join(here, path);
    if (!path || entry.dev || !existsSync(folder)) continue;
    const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
    const name = `${path.slice(path.lastIndexOf("node_modules/") + 13)} ${entry.version}: ${entry.license}`;
    parts.push(`${name}\n\n${file ? text(join(folder, file)) : `Its source and licence: ${source(folder)}`}`);
  }
  return [own, PYTHON, `PyYAML: MIT\n\n${text(yaml)}`, ...parts].join(`\n\n${"-".repeat(80)}\n\n`) + "\n";
}

const text = (path) => readFileSync(path, "utf8").trim();

/** Returns where the source of a package is. */
function source(folder) {
  const { repository, homepage } = JSON.parse(text(join(folder, "package.json")));
  return (repository?.url ?? homepage).replace(/^git\+/, "");
}
