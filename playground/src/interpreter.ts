// Starts Python with siplint: from the memory of an interpreter that was started before, or else step by step.

import { loadPyodide, type PyodideInterface } from "pyodide";

declare const PYODIDE: object;
/** The list of packages that Pyodide could load: none. */
const LOCK = { info: PYODIDE, packages: {} };

interface Options {
  indexURL: string;
  stdLibURL: string;
  lockFileContents: object;
  packageBaseUrl: string;
  stdout: () => void;
  stderr: () => void;
  _loadSnapshot?: Promise<ArrayBuffer>;
}

/** Returns Python, ready to check; `base` is the URL of the folder with its files. */
export async function startPython(base: string, useSnapshot: boolean): Promise<PyodideInterface> {
  if (useSnapshot) {
    try {
      return await load(base, "no_stdlib.zip", unpacked(`${base}snapshot.gz`));
    } catch (error) {
      console.info(`The snapshot cannot be used (${String(error)}); Python is started without it.`);
    }
  }
  const python = await load(base, "python_stdlib.zip");
  await addFiles(python, base);
  python.runPython("import bounded_parsers, web_tree_sitter\nbounded_parsers.install()\nweb_tree_sitter.install()");
  return python;
}

/** Gives an interpreter from a snapshot the files it was made from, for what is imported later. */
export async function addLibraries(python: PyodideInterface, base: string): Promise<void> {
  const library = await bytes(`${base}python_stdlib.zip`);
  const [major, minor] = python.runPython("import sys; sys.version_info[:2]").toJs() as [number, number];
  python.FS.writeFile(`/lib/python${major}${minor}.zip`, new Uint8Array(library));
  await addFiles(python, base);
}

async function addFiles(python: PyodideInterface, base: string): Promise<void> {
  const [wheel, modules] = await Promise.all([bytes(`${base}siplint.whl`), bytes(`${base}modules.zip`)]);
  const folder = python.runPython("import site; site.getsitepackages()[0]") as string;
  python.unpackArchive(wheel, "wheel", { extractDir: folder });
  python.unpackArchive(modules, "zip", { extractDir: folder });
  python.runPython("import importlib, sys; sys.path_importer_cache.clear(); importlib.invalidate_caches()");
}

function load(base: string, library: string, snapshot?: Promise<ArrayBuffer>): Promise<PyodideInterface> {
  const options: Options = {
    indexURL: base,
    stdLibURL: base + library,
    lockFileContents: LOCK,
    packageBaseUrl: base,
    stdout: () => {},
    stderr: () => {},
  };
  if (snapshot) options._loadSnapshot = snapshot;
  return loadPyodide(options as unknown as Parameters<typeof loadPyodide>[0]);
}

async function unpacked(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`${url}: ${response.status}`);
  return new Response(response.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

async function bytes(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.arrayBuffer();
}
