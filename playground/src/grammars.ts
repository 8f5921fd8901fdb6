// Parses JavaScript and TypeScript for Python; a grammar is loaded when it is first needed.

import { Language, Parser, type Tree } from "web-tree-sitter";

const NAMED = 1;
const MISSING = 2;

export class Grammars {
  private readonly parsers = new Map<string, Parser>();
  private started: Promise<void> | undefined;

  constructor(private readonly base: string) {}

  /** Loads a grammar; rejects if it cannot be had. */
  async load(name: string): Promise<void> {
    this.started ??= Parser.init({ locateFile: () => `${this.base}web-tree-sitter.wasm` });
    await this.started;
    const language = await Language.load(`${this.base}${name}.wasm`);
    const parser = new Parser();
    parser.setLanguage(language);
    this.parsers.set(name, parser);
  }

  /** Returns the syntax tree of a text in JSON, as web_tree_sitter.py reads it; nothing without the grammar. */
  parse(name: string, text: string): string {
    const tree = this.parsers.get(name)?.parse(text);
    if (!tree) return "";
    try {
      return JSON.stringify(flat(tree, byteOffsets(text)));
    } finally {
      tree.delete();
    }
  }
}

/** Returns the offset in UTF-8 of each UTF-16 code unit; nothing if all are the same. */
function byteOffsets(text: string): Uint32Array | undefined {
  if (/^[\x00-\x7f]*$/.test(text)) return undefined;
  const offsets = new Uint32Array(text.length + 1);
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    offsets[at] = bytes;
    const code = text.charCodeAt(at);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
      offsets[++at] = bytes;
      bytes += 4;
    } else bytes += 3;
  }
  offsets[text.length] = bytes;
  return offsets;
}

function flat(tree: Tree, offsets: Uint32Array | undefined): { words: string[]; nodes: number[] } {
  const words: string[] = [];
  const known = new Map<string, number>();
  const nodes: number[] = [];
  const number = (word: string): number => {
    let found = known.get(word);
    if (found === undefined) {
      found = words.push(word) - 1;
      known.set(word, found);
    }
    return found;
  };
  const byte = (at: number): number => (offsets ? (offsets[at] ?? at) : at);
  const cursor = tree.walk();
  const open: number[] = [];
  const add = (): void => {
    const flags = (cursor.nodeIsNamed ? NAMED : 0) | (cursor.nodeIsMissing ? MISSING : 0);
    const line = cursor.startPosition.row;
    const parent = open.at(-1);
    if (parent !== undefined) nodes[parent] = (nodes[parent] ?? 0) + 1;
    nodes.push(number(cursor.nodeType), byte(cursor.startIndex), byte(cursor.endIndex), line);
    nodes.push(number(cursor.currentFieldName ?? ""), flags, 0);
  };
  add();
  for (;;) {
    const here = nodes.length - 1;
    if (cursor.gotoFirstChild()) {
      open.push(here);
      add();
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) {
        cursor.delete();
        return { words, nodes };
      }
      open.pop();
    }
    add();
  }
}
