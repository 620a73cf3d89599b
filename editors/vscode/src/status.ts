// The item in the status bar: how many findings, in which language and house style, and whether all is well.

import * as vscode from "vscode";
import type { Server } from "./server";
import { count, isDraft, type Sources, type SourcesView } from "./sources";

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
      vscode.workspace.onDidGrantWorkspaceTrust(show),
      sources.onDidChangeTreeData(show),
      sources.onDidChangeBusy(show),
    ];
    this.show();
  }

  dispose(): void {
    for (const each of this.held) each.dispose();
  }

  private show(): void {
    // While the log is in front, the draft behind it counts.
    const front = vscode.window.activeTextEditor?.document;
    const document = front?.uri.scheme === "output" ? this.sources.draft : front;
    if (!document || !isDraft(document)) {
      this.item.hide();
      return;
    }
    const { health, trouble } = this.server;
    this.item.backgroundColor = health === "failed" ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
    switch (health) {
      case "failed":
        this.item.text = "$(error) Copydesk";
        this.item.tooltip = `Copydesk does not read along. ${trouble}`;
        break;
      case "running":
        this.findings(document);
        break;
      case "starting":
        this.item.text = "$(loading~spin) Copydesk";
        this.item.tooltip = "Copydesk is starting";
        break;
      case "stopped":
        this.item.text = "$(circle-slash) Copydesk";
        this.item.tooltip = "Copydesk has stopped";
    }
    this.item.show();
  }

  private findings(document: vscode.TextDocument): void {
    const found = findingsOf(document.uri);
    const heard = this.sources.draft?.uri.toString() === document.uri.toString() ? this.sources.sources : undefined;
    if (!found && !heard) {
      this.item.text = "$(loading~spin) Copydesk";
      this.item.tooltip = "Copydesk is reading the draft";
      return;
    }
    const icon = this.sources.busy ? "$(loading~spin)" : found ? "$(warning)" : "$(check)";
    const facts = [found ? count(found, "finding") : "No findings", heard && languageOf(heard), heard && styleOf(heard)];
    this.item.text = `${icon} ${facts.filter(Boolean).join(" · ")}`;
    const tooltip = new vscode.MarkdownString(undefined, true);
    tooltip.appendMarkdown(found ? `**${count(found, "finding")}** in this draft` : "**No findings** in this draft");
    if (heard) {
      tooltip.appendMarkdown("\n\nLanguage: ").appendText(languageOf(heard));
      tooltip.appendMarkdown("  \nHouse style: ").appendText(styleOf(heard) ?? "none chosen");
    }
    if (!vscode.workspace.isTrusted) {
      tooltip.appendMarkdown(
        "\n\n$(shield) Restricted Mode: drafts are checked as usual. A server program that this folder's own settings name is not started.",
      );
    }
    this.item.tooltip = tooltip;
  }
}

function languageOf({ language }: Sources): string {
  return new Intl.DisplayNames(["en"], { type: "language" }).of(language) ?? language;
}

/** As the house writes its name; of a file of the desk's own the name without its folder. */
function styleOf({ style }: Sources): string | undefined {
  if (!style) return undefined;
  const houses: Record<string, string> = { ap: "AP", bbc: "BBC", guardian: "Guardian", reuters: "Reuters" };
  return houses[style] ?? style.replace(/^.*[/\\]/, "");
}

/** Hints are no findings to a reader of the status bar: VS Code does not list them either. */
function findingsOf(uri: vscode.Uri): number {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((each) => each.source === "copydesk" && each.severity !== vscode.DiagnosticSeverity.Hint).length;
}
