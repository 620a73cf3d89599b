// The item in the status bar: how many findings, in which language and house style, and whether all is well.

import * as vscode from "vscode";
import type { Server } from "./server";
import { count, isDraft, type SourcesView } from "./sources";

export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("copydesk.status", vscode.StatusBarAlignment.Right, 90);
  private readonly held: vscode.Disposable[];

  constructor(
    private readonly server: Server,
    private readonly sources: SourcesView,
  ) {
    this.item.name = "Copydesk";
    this.item.command = "copydesk.menu";
    const show = () => this.show();
    this.held = [
      this.item,
      server.onDidChangeHealth(show),
      vscode.window.onDidChangeActiveTextEditor(show),
      vscode.languages.onDidChangeDiagnostics(show),
      sources.onDidChangeTreeData(show),
    ];
    this.show();
  }

  dispose(): void {
    for (const each of this.held) each.dispose();
  }

  private show(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !isDraft(document)) {
      this.item.hide();
      return;
    }
    this.item.backgroundColor = undefined;
    switch (this.server.health) {
      case "failed":
        this.item.text = "$(error) Copydesk";
        this.item.tooltip = this.server.trouble;
        this.item.backgroundColor = new vscode.ThemeColor("statusBarItem.errorBackground");
        break;
      case "running": {
        const findings = findingsOf(document.uri);
        const heard = this.sources.draft?.uri.toString() === document.uri.toString() ? this.sources.sources : undefined;
        this.item.text = findings ? `$(warning) ${count(findings, "finding")}` : "$(check) Copydesk";
        const tooltip = new vscode.MarkdownString(undefined, true);
        tooltip.appendMarkdown(findings ? `**${count(findings, "finding")}** in this draft` : "**Nothing found** in this draft");
        if (heard) {
          tooltip.appendMarkdown("\n\nLanguage: ").appendText(heard.language);
          tooltip.appendMarkdown("  \nHouse style: ").appendText(heard.style ?? "none chosen");
        }
        this.item.tooltip = tooltip;
        break;
      }
      default:
        this.item.text = "$(loading~spin) Copydesk";
        this.item.tooltip = this.server.health === "starting" ? "Starting" : "Stopped";
    }
    this.item.show();
  }
}

/** Hints are no findings to a reader of the status bar: VS Code does not list them either. */
function findingsOf(uri: vscode.Uri): number {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((each) => each.source === "copydesk" && each.severity !== vscode.DiagnosticSeverity.Hint).length;
}
