// What the command palette offers.

import * as vscode from "vscode";
import type { Server } from "./server";
import type { SourcesView } from "./sources";

export function registerCommands(context: vscode.ExtensionContext, server: Server, sources: SourcesView): vscode.Disposable[] {
  const register = vscode.commands.registerCommand;
  return [
    vscode.workspace.registerTextDocumentContentProvider(SHEET.scheme, new QuoteSheet(sources)),
    register("copydesk.fixAllSafe", () =>
      vscode.commands.executeCommand("editor.action.codeAction", { kind: "source.fixAll.copydesk", apply: "first" }),
    ),
    register("copydesk.addNameToBook", () =>
      vscode.commands.executeCommand("editor.action.codeAction", { kind: "quickfix.copydesk.book", apply: "ifSingle" }),
    ),
    register("copydesk.showQuoteSheet", showQuoteSheet),
    register("copydesk.restartServer", () => server.restart()),
    register("copydesk.showLog", () => server.log.show()),
    register("copydesk.openSample", () => openSample(context)),
    register("copydesk.reveal", reveal),
    register("copydesk.menu", menu),
  ];
}

/** Who said what, where: a table beside the draft, for the fact-checker; it follows the draft. */
const SHEET = vscode.Uri.from({ scheme: "copydesk-sheet", path: "/Quote sheet.md" });

class QuoteSheet implements vscode.TextDocumentContentProvider {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly view: SourcesView) {
    view.onDidChangeTreeData(() => this.changed.fire(SHEET));
  }

  provideTextDocumentContent(): string {
    const { draft, sources } = this.view;
    if (!draft || !sources) return "Open a draft to see who is quoted in it.";
    const rows = [
      ...sources.unattributed.map((quote) => ({ name: "**nobody is named**", quote })),
      ...sources.people.flatMap((person) => person.quotes.map((quote) => ({ name: cell(person.name), quote }))),
    ].sort((a, b) => a.quote.range.start.line - b.quote.range.start.line || a.quote.range.start.character - b.quote.range.start.character);
    const table = rows.map(({ name, quote }) => `| ${quote.range.start.line + 1} | ${name} | ${cell(quote.text)} |`);
    return [
      `# ${vscode.workspace.asRelativePath(draft.uri)}`,
      "",
      ...(rows.length ? ["| Line | Who | What |", "|---:|---|---|", ...table] : ["Nobody is quoted in this draft."]),
      "",
    ].join("\n");
  }
}

async function showQuoteSheet(): Promise<void> {
  await vscode.workspace.openTextDocument(SHEET);
  await vscode.commands.executeCommand("markdown.showPreviewToSide", SHEET);
}

function cell(text: string): string {
  return text.replaceAll(/[\\|*_`<[\]]/g, "\\$&").replaceAll(/\s+/g, " ");
}

async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, "walkthrough", "sample.md"));
  const content = new TextDecoder().decode(bytes);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "markdown", content }));
}

async function reveal(uri: vscode.Uri | undefined, range: vscode.Range): Promise<void> {
  if (!uri) return;
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { selection: range });
}

async function menu(): Promise<void> {
  const choices = [
    { label: "$(wand) Fix all safe findings", command: "copydesk.fixAllSafe" },
    { label: "$(quote) Show the quote sheet", command: "copydesk.showQuoteSheet" },
    { label: "$(list-tree) Open Sources", command: "copydesk.sourcesView.focus" },
    { label: "$(warning) Show the findings", command: "workbench.actions.view.problems" },
    { label: "$(refresh) Restart the server", command: "copydesk.restartServer" },
    { label: "$(output) Show the log", command: "copydesk.showLog" },
  ];
  const chosen = await vscode.window.showQuickPick(choices, { title: "Copydesk" });
  if (chosen) await vscode.commands.executeCommand(chosen.command);
}
