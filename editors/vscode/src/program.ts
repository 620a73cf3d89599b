// Which program is the server.

import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import * as vscode from "vscode";

const NAME = process.platform === "win32" ? "copydesk.exe" : "copydesk";

/** Where installers put programs that a VS Code started from the desktop may not have on its PATH. */
const USUAL = [
  join(homedir(), ".cargo", "bin"),
  "/opt/homebrew/bin",
  "/usr/local/bin",
  "/home/linuxbrew/.linuxbrew/bin",
  join(homedir(), ".nix-profile", "bin"),
];

export interface Program {
  path: string;
  /** Where it was found, for people. */
  from: string;
}

/** The one that is set, else the one inside the extension, else the one on PATH. A sentence where there is none. */
export function findProgram(context: vscode.ExtensionContext): Program | string {
  const set = vscode.workspace.getConfiguration("copydesk").get<string>("server.path")?.trim();
  if (set) {
    const path = set.startsWith("~/") ? join(homedir(), set.slice(2)) : set;
    if (isProgram(path)) return { path, from: "the setting copydesk.server.path" };
    return `The setting copydesk.server.path names ${path}, and there is no program of that name.`;
  }
  const inside = join(context.asAbsolutePath("server"), NAME);
  if (isProgram(inside)) return { path: inside, from: "the extension" };
  for (const place of (process.env.PATH ?? "").split(delimiter).filter((place) => place !== "")) {
    if (isProgram(join(place, NAME))) return { path: join(place, NAME), from: "PATH" };
  }
  for (const place of USUAL) {
    if (isProgram(join(place, NAME))) return { path: join(place, NAME), from: place };
  }
  return (
    "The copydesk program was not found. This is the universal package of the extension, which needs the program " +
    "installed: run “cargo install copydesk”, or take the package for your system, which has it inside."
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
