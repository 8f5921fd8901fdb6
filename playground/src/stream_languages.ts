// Highlighting of shell and HTTP.

import { StreamLanguage } from "@codemirror/language";
import { http as httpMode } from "@codemirror/legacy-modes/mode/http";
import { shell as shellMode } from "@codemirror/legacy-modes/mode/shell";

export const shell = StreamLanguage.define(shellMode);
export const http = StreamLanguage.define(httpMode);
