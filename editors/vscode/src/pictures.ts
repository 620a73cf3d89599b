// How pictures look in the side view: those without a credit stand out by colour and badge, beside their thumbnail.

import * as vscode from "vscode";

const SCHEME = "copydesk-picture";

/** Stands for a picture in that state; a decoration hangs on an address. */
export function pictureAddress(source: string, state: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${source}`, query: state });
}

export class PictureStates implements vscode.FileDecorationProvider {
  provideFileDecoration({ scheme, query }: vscode.Uri): vscode.FileDecoration | undefined {
    if (scheme !== SCHEME) return undefined;
    const warning = new vscode.ThemeColor("list.warningForeground");
    if (query === "missing") return new vscode.FileDecoration("!", "No credit", warning);
    if (query === "placeholder") return new vscode.FileDecoration("!", "The credit is still to be filled in", warning);
    return undefined;
  }
}
