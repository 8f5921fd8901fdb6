// What the extension must do, run in the extension host of VS Code. Each case leaves the files as it found them.
const assert = require("node:assert/strict");
const { execFile } = require("node:child_process");
const { readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const vscode = require("vscode");

const ROOT = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
const SIPLINT = join(ROOT, ".venv", "bin", "siplint");
const PID = join(ROOT, "server.pid");
// VS Code takes PATH from a login shell; a siplint there would hide what the extension finds
process.env.PATH = "/usr/bin:/bin";

/** How long a state that must come may take, in milliseconds. */
const PATIENCE = 15_000;

const TRUST_BUTTON = '.workspace-trust-editor .monaco-button:text-is("Trust")';

/** @type {Record<string, () => Promise<void>>} */
const CASES = {
  async "in an untrusted workspace its siplint is not started"() {
    const document = await open("routing-rules/support.json");
    const message = '.notification-toast:has-text("only if you trust the workspace")';
    await until(async () => (await inWindow(message)).length > 0);
    assert.deepEqual(said(document), []);
    await vscode.commands.executeCommand("notifications.clearAll");
    await vscode.commands.executeCommand("workbench.trust.manage");
    await until(async () => (await inWindow(TRUST_BUTTON)).length > 0);
    await inWindow(TRUST_BUTTON, "click");
    await until(() => said(document).length > 0);
  },

  async "a file of rules has its own language and what the command says of it"() {
    const document = await open("routing-rules/support.json");
    await untilAsCommand(document, "routing-rules/support.json");
    assert.equal(document.languageId, "routing-rule");
  },

  async "a schema for the same file says nothing again"() {
    const document = await open("routing-rules/support.json");
    await until(() => said(document).length > 0);
    const control = await open("elsewhere/control.json");
    await until(() => sources(control).length > 1);
    assert.deepEqual(sources(document), ["siplint"]);
    const matched = await open("telephony/night.json");
    await until(() => current(matched).languageId === "routing-rule" && said(matched).length > 0);
    assert.deepEqual(sources(matched), ["siplint"]);
  },

  async "an edit that is not saved changes the diagnostics"() {
    const document = await open("routing-rules/support.json");
    await until(() => codes(document).includes("RR301"));
    await replace(document, "+1 415 555 2671", "+14155552671");
    await until(() => !codes(document).includes("RR301"));
    assert.ok(document.isDirty);
    assert.ok(codes(document).length > 0);
  },

  async "a quick fix repairs its finding"() {
    const document = await open("routing-rules/support.json");
    await until(() => codes(document).includes("RR301"));
    const range = diagnostics(document).find((one) => codeOf(one) === "RR301")?.range;
    const actions = await codeActions(document, range, vscode.CodeActionKind.QuickFix.value);
    const fix = actions.find((action) => action.isPreferred);
    assert.ok(fix?.edit, `no preferred fix in ${actions.map((action) => action.title)}`);
    await vscode.workspace.applyEdit(fix.edit);
    assert.ok(document.getText().includes('"+14155552671"'));
    await until(() => !codes(document).includes("RR301"));
  },

  async "fix all does what the command does"() {
    const document = await open("routing-rules/support.json");
    await until(() => codes(document).includes("RR301"));
    const before = document.getText();
    const fixed = await run(["check", "--diff", "routing-rules/support.json"]);
    await vscode.commands.executeCommand("siplint.fixAll");
    await until(() => document.getText() !== before);
    const changed = lines(fixed, "+");
    assert.ok(changed.length > 0);
    for (const line of changed) {
      assert.ok(document.getText().split("\n").includes(line), line);
    }
  },

  async "hover explains a field and completion offers fields"() {
    const document = await open("routing-rules/support.json");
    await until(() => said(document).length > 0);
    const at = document.positionAt(document.getText().indexOf('"recording"') + 3);
    /** @type {vscode.Hover[]} */
    const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, at);
    assert.ok(hovers.length > 0);
    const end = document.positionAt(document.getText().indexOf('"recording"'));
    await insert(document, end, '"');
    /** @type {vscode.CompletionList} */
    const list = await vscode.commands.executeCommand(
      "vscode.executeCompletionItemProvider",
      document.uri,
      end.translate(0, 1),
    );
    const labels = list.items.map((item) => (typeof item.label === "string" ? item.label : item.label.label));
    assert.ok(
      labels.some((label) => label.includes("room")),
      labels.join(),
    );
  },

  async "values are completed in YAML and Python as these write them"() {
    const python = await open("send.py");
    await until(() => said(python).length > 0);
    assert.deepEqual(await completedAt(python, python.getText().indexOf("outbound") + 3), ['"inbound"', '"outbound"']);
    const content = "name: Night\nphoneNumbers: ['+14155552677']\ntype: ";
    const yaml = await vscode.workspace.openTextDocument({ language: "yaml", content });
    await vscode.window.showTextDocument(yaml);
    await until(async () => (await completedAt(yaml, content.length)).length > 0);
    assert.deepEqual(await completedAt(yaml, content.length), ["inbound", "outbound"]);
  },

  async "another JSON file keeps its language and no fault is reported twice"() {
    const document = await open("rules.json");
    await until(() => codes(document).includes("RR104"));
    assert.equal(document.languageId, "json");
    assert.deepEqual(codes(document), ["RR104"]);
    await replace(document, '"name": ""', '"name": "a",,');
    await until(() => !codes(document).includes("RR104") && sources(document).includes("json"));
    assert.deepEqual(sources(document), ["json"]);
  },

  async "a rule in Python is checked, unless its notation is turned off"() {
    const document = await open("send.py");
    await untilAsCommand(document, "send.py");
    await set("notations", ["json"]);
    await until(() => said(document).length === 0);
    await set("notations", undefined);
    await until(() => said(document).length > 0);
  },

  async "a new document without a file is checked"() {
    const text = '{"name": "", "type": "outbound", "phoneNumbers": ["+14155552675"]}';
    const document = await vscode.workspace.openTextDocument({ language: "json", content: text });
    await vscode.window.showTextDocument(document);
    await until(() => codes(document).includes("RR104"));
  },

  async "the text that a finding is about is underlined, behind emoji and with CRLF too"() {
    const text =
      '{"name": "\u{1F4DE}\u{1F4DE}",\r\n "tags": ["\u{1F4DE}"], "type": "outbound", "phoneNumbers": ["+1 415 555 2679"]}';
    const document = await vscode.workspace.openTextDocument({ language: "json", content: text });
    await vscode.window.showTextDocument(document);
    await until(() => codes(document).includes("RR301"));
    const range = diagnostics(document).find((one) => codeOf(one) === "RR301")?.range;
    assert.equal(document.getText(range), '"+1 415 555 2679"');
  },

  async "another configuration file can be set"() {
    const document = await open("routing-rules/support.json");
    await until(() => codes(document).includes("RR301"));
    await set("config", "${workspaceFolder}/lenient.toml");
    await until(() => codes(document).length > 0 && !codes(document).includes("RR301"));
    await set("config", undefined);
    await until(() => codes(document).includes("RR301"));
  },

  async "the language of rules formats as JSON does"() {
    const document = await open("routing-rules/support.json");
    await until(() => document.languageId === "routing-rule");
    const text = JSON.stringify(JSON.parse(document.getText()));
    await replace(document, document.getText(), text);
    await vscode.commands.executeCommand("editor.action.formatDocument");
    await until(() => document.getText() !== text);
    assert.equal(document.getText(), JSON.stringify(JSON.parse(text), null, 2));
  },

  async "a restart brings everything back"() {
    const document = await open("routing-rules/support.json");
    await untilAsCommand(document, "routing-rules/support.json");
    await vscode.commands.executeCommand("siplint.restart");
    await untilAsCommand(document, "routing-rules/support.json");
  },

  async "turned off, files are JSON again; turned on, they are checked again"() {
    const document = await open("routing-rules/support.json");
    await until(() => said(document).length > 0);
    await set("enable", false);
    await until(() => current(document).languageId === "json" && said(document).length === 0);
    await set("enable", undefined);
    await until(() => current(document).languageId === "routing-rule" && said(document).length > 0);
  },

  async "the status item stands beside files that are served"() {
    await open("routing-rules/support.json");
    await until(async () => (await statusItems()).length === 1);
    const [item = ""] = await statusItems();
    assert.ok(item.includes(SIPLINT), item);
    await open("notes.txt");
    await until(async () => (await statusItems()).length === 0);
  },

  async "a path without a siplint is reported once, with a button that installs it"() {
    const document = await open("routing-rules/support.json");
    await until(() => said(document).length > 0);
    await set("path", "/nowhere/siplint");
    const message = '.notification-toast:has-text("siplint cannot be started")';
    await until(async () => (await inWindow(message)).length > 0);
    const [toast = "", ...others] = await inWindow(message);
    assert.ok(toast.includes("/nowhere/siplint: there is no such program"), toast);
    assert.ok(toast.includes("Install"), toast);
    assert.deepEqual(others, []);
    assert.equal(current(document).languageId, "json");
    await set("path", undefined);
    await vscode.commands.executeCommand("notifications.clearAll");
    await until(() => current(document).languageId === "routing-rule" && said(document).length > 0);
  },

  async "a siplint without a server is reported with its own words"() {
    const document = await open("routing-rules/support.json");
    await until(() => said(document).length > 0);
    await set("path", "${workspaceFolder}/old/siplint");
    await until(
      async () => (await inWindow('.notification-toast:has-text("there is no command `server`")')).length > 0,
    );
    await set("path", undefined);
    await vscode.commands.executeCommand("notifications.clearAll");
    await until(() => said(document).length > 0);
  },

  async "a server that dies is started again"() {
    const document = await open("routing-rules/support.json");
    await untilAsCommand(document, "routing-rules/support.json");
    const pid = readFileSync(PID, "utf8");
    process.kill(Number(pid), "SIGKILL");
    await until(() => readFileSync(PID, "utf8") !== pid);
    await untilAsCommand(document, "routing-rules/support.json");
  },

  async "a server that dies again and again is left alone, and files are JSON again"() {
    const document = await open("routing-rules/support.json");
    await until(() => said(document).length > 0);
    await set("path", "${workspaceFolder}/dying/siplint");
    await until(() => current(document).languageId === "json" && said(document).length === 0);
    await set("path", undefined);
    await until(() => current(document).languageId === "routing-rule" && said(document).length > 0);
  },

  async "safe fixes are applied when a file is saved, if the user wants it"() {
    const document = await open("routing-rules/support.json");
    await until(() => codes(document).includes("RR301"));
    const before = document.getText();
    const editor = vscode.workspace.getConfiguration("editor", document);
    await editor.update("codeActionsOnSave", { "source.fixAll.siplint": "always" });
    await replace(document, '"Support"', '"Support desk"');
    await document.save();
    await until(() => document.getText().includes('"+14155552671"'));
    assert.ok(!document.isDirty);
    await editor.update("codeActionsOnSave", undefined);
    await replace(document, document.getText(), before);
    await document.save();
  },

  async "without an environment in the workspace, the interpreter that is set counts, then PATH"() {
    const document = await open("routing-rules/support.json");
    const [environment, away] = [join(ROOT, ".venv"), join(ROOT, ".away")];
    const settings = join(ROOT, ".vscode", "settings.json");
    const [before, path] = [readFileSync(settings, "utf8"), process.env.PATH];
    renameSync(environment, away);
    process.env.PATH = `${path}:${join(ROOT, "onpath")}`;
    try {
      const found = { ...JSON.parse(before), "python.defaultInterpreterPath": "${workspaceFolder}/other/bin/python" };
      writeFileSync(settings, JSON.stringify(found));
      await until(() => vscode.workspace.getConfiguration("python").get("defaultInterpreterPath") !== undefined);
      await vscode.commands.executeCommand("siplint.restart");
      await until(async () =>
        (await statusItems()).some((text) => text.includes(join(ROOT, "other", "bin", "siplint"))),
      );
      writeFileSync(settings, before);
      await until(() => vscode.workspace.getConfiguration("python").get("defaultInterpreterPath") === undefined);
      await vscode.commands.executeCommand("siplint.restart");
      await until(async () => (await statusItems()).some((text) => text.includes(join(ROOT, "onpath", "siplint"))));
      await until(() => said(document).length > 0);
    } finally {
      writeFileSync(settings, before);
      process.env.PATH = path;
      renameSync(away, environment);
      await vscode.commands.executeCommand("siplint.restart");
    }
    await until(async () => (await statusItems()).some((text) => text.includes(SIPLINT)));
  },

  async "the log can be shown"() {
    await vscode.commands.executeCommand("siplint.showLog");
    await until(async () =>
      (await inWindow(".part.panel .actions-container")).some((text) => text.includes("siplint")),
    );
    await vscode.commands.executeCommand("workbench.action.closePanel");
  },

  async "the user may choose the language JSON"() {
    const document = await open("routing-rules/support.json");
    await until(() => document.languageId === "routing-rule");
    await vscode.languages.setTextDocumentLanguage(document, "json");
    await until(() => sources(document).length > 1);
    assert.equal(current(document).languageId, "json");
  },
};

/** Run all cases and write what came of each: an empty text, or what went wrong. */
exports.run = async () => {
  /** @type {Record<string, string>} */
  const results = {};
  for (const [name, body] of Object.entries(CASES)) {
    results[name] = [await fault(body), await fault(restore)].join("");
    writeFileSync(process.env.RESULTS ?? "", JSON.stringify(results));
  }
};
exports.activate = () => {};

/** What goes wrong in a step; an empty text if nothing does. @param {() => Promise<void>} step */
async function fault(step) {
  try {
    await step();
    return "";
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** Undo what was not saved, and close all. */
async function restore() {
  for (const document of vscode.workspace.textDocuments.filter((open) => open.isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await until(() => document.isClosed || !document.isDirty);
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/** @param {string} path */
async function open(path) {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(join(ROOT, path)));
  await vscode.window.showTextDocument(document);
  return document;
}

/** The document as it is now: a change of language makes another one. @param {vscode.TextDocument} document */
function current(document) {
  const key = document.uri.toString();
  return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === key) ?? document;
}

/** @param {vscode.TextDocument} document */
function diagnostics(document) {
  return vscode.languages.getDiagnostics(document.uri);
}

/** @param {vscode.Diagnostic} one */
function codeOf(one) {
  return typeof one.code === "object" ? one.code.value : one.code;
}

/** @param {vscode.TextDocument} document */
function codes(document) {
  const ours = diagnostics(document).filter((one) => one.source === "siplint");
  return ours.map(codeOf).sort();
}

/** @param {vscode.TextDocument} document */
function sources(document) {
  return [...new Set(diagnostics(document).map((one) => one.source))];
}

/** Code and line of each finding, counted from 1. @param {vscode.TextDocument} document */
function said(document) {
  const ours = diagnostics(document).filter((one) => one.source === "siplint");
  return ours.map((one) => `${codeOf(one)} ${one.range.start.line + 1}`).sort();
}

/** The same from the command. @param {string} path */
async function saidByCommand(path) {
  const report = JSON.parse(await run(["check", "--format", "json", path]));
  return report.diagnostics.map((/** @type {any} */ one) => `${one.code} ${one.start.line}`).sort();
}

/** @param {string[]} args @returns {Promise<string>} */
function run(args) {
  return new Promise((resolve) => {
    execFile(SIPLINT, args, { cwd: ROOT }, (_error, stdout) => resolve(stdout));
  });
}

/** Wait until the editor shows exactly what the command says. @param {vscode.TextDocument} document
 * @param {string} path */
async function untilAsCommand(document, path) {
  const expected = JSON.stringify(await saidByCommand(path));
  await until(() => JSON.stringify(said(document)) === expected);
}

/** The lines that a diff adds or removes. @param {string} diff @param {string} sign */
function lines(diff, sign) {
  const found = diff.split("\n").filter((line) => line.startsWith(sign) && !line.startsWith(sign.repeat(3)));
  return found.map((line) => line.slice(1));
}

/** @param {vscode.TextDocument} document @param {string} old @param {string} text */
async function replace(document, old, text) {
  const start = document.getText().indexOf(old);
  assert.ok(start >= 0, `${old} is not in the file`);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + old.length));
  edit.replace(document.uri, range, text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** @param {vscode.TextDocument} document @param {vscode.Position} position @param {string} text */
async function insert(document, position, text) {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, position, text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** What siplint would insert at an offset. @param {vscode.TextDocument} document @param {number} offset */
async function completedAt(document, offset) {
  /** @type {vscode.CompletionList} */
  const list = await vscode.commands.executeCommand(
    "vscode.executeCompletionItemProvider",
    document.uri,
    document.positionAt(offset),
  );
  return list.items.map((item) => item.insertText).filter((text) => /^"?(in|out)bound"?$/.test(String(text)));
}

/** @param {vscode.TextDocument} document @param {vscode.Range | undefined} range @param {string} kind
 * @returns {Promise<vscode.CodeAction[]>} */
async function codeActions(document, range, kind) {
  return vscode.commands.executeCommand("vscode.executeCodeActionProvider", document.uri, range, kind, 20);
}

/** @param {string} key @param {unknown} value */
async function set(key, value) {
  const section = vscode.workspace.getConfiguration("siplint");
  await section.update(key, value, vscode.ConfigurationTarget.Workspace);
}

/** The texts of elements in the window, after a click on the first. @param {string} selector
 * @returns {Promise<string[]>} */
async function inWindow(selector, action = "look") {
  const answer = await fetch(`${process.env.WINDOW_ADDRESS}/${action}`, { method: "POST", body: selector });
  assert.ok(answer.ok, `${action} ${selector}`);
  return /** @type {Promise<string[]>} */ (answer.json());
}

/** The status items of siplint, with their tooltips. */
async function statusItems() {
  return (await inWindow('.statusbar-item[id^="siplint.siplint"]')).filter((text) => text.includes("siplint check"));
}

/** Wait for a state. @param {() => boolean | Promise<boolean>} holds */
async function until(holds) {
  const end = Date.now() + PATIENCE;
  while (!(await holds())) {
    if (Date.now() > end) {
      const shown = vscode.languages
        .getDiagnostics()
        .map(([uri, found]) => `${uri.path}: ${found.map((one) => `${one.source} ${codeOf(one)}`)}`);
      throw new Error(`this did not come true: ${holds}\n${shown.join("\n")}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
