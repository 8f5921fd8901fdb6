// Starts Python with siplint once and keeps the memory of the started interpreter.

import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

/** Imports all of siplint that the page may need, and uses it once, so that nothing is read from files later. */
const WARM_UP = `
import pkgutil, importlib, json, sys
import bounded_parsers, web_tree_sitter
bounded_parsers.install()
web_tree_sitter.install()
import siplint, worker_calls, shareable
import yaml
missing = []
# they need packages that the page does not have, and that checking a text does not use
left_out = {
    "siplint.aiohttp", "siplint.httpx", "siplint.requests", "siplint.pydantic", "siplint.model.bodies",
    "siplint.report.json_model", "siplint.rules.policy_engine", "siplint.rules.policy_keywords",
}
for module in pkgutil.walk_packages(siplint.__path__, "siplint."):
    if module.name.split(".")[1] in ("cli", "server", "pytest", "__main__") or module.name in left_out:
        continue
    try:
        importlib.import_module(module.name)
    except ImportError as error:
        missing.append(f"{module.name}: {error}")
from siplint.rules.catalogue import all_rules
for rule in all_rules():
    for bad in (bad for bad in rule.bad if bad.policy is None):
        shown = worker_calls.example(rule.code)
        for output in ("json", "sarif", "full"):
            worker_calls.check(
                shown["text"], kind=shown["kind"], notation=shown["notation"], severity="info", output=output
            )
        worker_calls.repair(shown["text"], shown["kind"], shown["notation"])
        shareable.without_private_data(shown["text"])
worker_calls.check("name: a\\ntype: inbound\\n")
import gc
gc.collect()
gc.freeze()
missing
`;

/** Returns the memory of an interpreter that has imported siplint. */
export async function makeSnapshot(wheel, modules) {
  const python = await loadPyodide({ _makeSnapshot: true, stdout: () => {}, stderr: () => {} });
  await unpack(python, wheel, modules);
  const missing = warmUp(python);
  if (missing.length) {
    console.error(`not in the snapshot: ${missing.join("; ")}`);
    process.exit(1);
  }
  return python.makeMemorySnapshot();
}

function warmUp(python) {
  try {
    return python.runPython(WARM_UP).toJs();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

async function unpack(python, wheel, modules) {
  python.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel");
  python.unpackArchive(new Uint8Array(readFileSync(modules)), "zip", { extractDir: python.runPython("import site; site.getsitepackages()[0]") });
}
