// What the command palette offers.

import * as vscode from "vscode";
import type { Server } from "./server";
import type { SourcesView } from "./sources";

export function registerCommands(context: vscode.ExtensionContext, server: Server, sources: SourcesView): vscode.Disposable[] {
  const register = vscode.commands.registerCommand;
  return [
    vscode.workspace.registerTextDocumentContentProvider(SHEET.scheme, new QuoteSheet(sources)),
    register("copydesk.fixAllSafe", () => fixAllSafe(sources)),
    register("copydesk.addNameToBook", addNameToBook),
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
      ...sources.unnamed.map((quote) => ({ name: "*not named*", quote })),
      ...sources.people.flatMap((person) => person.quotes.map((quote) => ({ name: cell(person.name), quote }))),
    ].sort((a, b) => a.quote.range.start.line - b.quote.range.start.line || a.quote.range.start.character - b.quote.range.start.character);
    const table = rows.map(({ name, quote }) => `| ${quote.range.start.line + 1} | ${name} | ${cell(quote.text.replace(/,$/, ""))} |`);
    return [
      `# Quotations in ${cell(draft.uri.path.replace(/^.*\//, ""))}`,
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

/** What the server offers of a kind for a range of a draft, complete. */
async function offers(draft: vscode.TextDocument, range: vscode.Range, kind: string): Promise<vscode.CodeAction[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", draft.uri, range, kind, 20);
  return found ?? [];
}

async function take(action: vscode.CodeAction): Promise<void> {
  if (action.edit) await vscode.workspace.applyEdit(action.edit);
  if (action.command) await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
}

async function fixAllSafe({ draft }: SourcesView): Promise<void> {
  if (!draft) return;
  const [action] = await offers(draft, new vscode.Range(0, 0, draft.lineCount, 0), "source.fixAll.copydesk");
  if (action) await take(action);
  else void vscode.window.showInformationMessage("Copydesk: there is nothing to fix without you. What it found needs a decision: Ctrl+. (Cmd+.) on the underlined words offers the choices.");
}

async function addNameToBook(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const found = editor && (await offers(editor.document, editor.selection, "quickfix.copydesk.book"));
  if (!found?.length) {
    void vscode.window.showInformationMessage("Copydesk: put the cursor on a name first.");
    return;
  }
  const choices = found.map((action) => ({ label: action.title.replace(/^Name book: /, ""), action }));
  const chosen = choices.length === 1 ? choices[0] : await vscode.window.showQuickPick(choices, { title: "Name book" });
  if (chosen) await take(chosen.action);
}

/** A copy of one's own to try things on, as a file: its picture shows, and its settings have a place. */
async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const folder = vscode.Uri.joinPath(context.globalStorageUri, "sample");
  const draft = vscode.Uri.joinPath(folder, "ferry.md");
  const changed = vscode.workspace.textDocuments.some((open) => open.isDirty && open.uri.toString() === draft.toString());
  for (const name of changed ? [] : ["ferry.md", "pier.jpg"]) {
    const from = vscode.Uri.joinPath(context.extensionUri, "walkthrough", name);
    await vscode.workspace.fs.copy(from, vscode.Uri.joinPath(folder, name), { overwrite: true });
  }
  await vscode.window.showTextDocument(draft, { preview: false });
}

async function reveal(uri: vscode.Uri | undefined, range: vscode.Range): Promise<void> {
  if (!uri) return;
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { selection: range });
}

async function menu(): Promise<void> {
  const choices = [
    { label: "$(wand) Fix all safe findings", command: "copydesk.fixAllSafe" },
    { label: "$(quote) Show the quote sheet", command: "copydesk.showQuoteSheet" },
    { label: "$(book) Add name to the name book", command: "copydesk.addNameToBook" },
    { label: "$(list-tree) Open Sources", command: "copydesk.sourcesView.focus" },
    { label: "$(warning) Show the findings", command: "workbench.actions.view.problems" },
    { label: "$(refresh) Restart the server", command: "copydesk.restartServer" },
    { label: "$(output) Show the log", command: "copydesk.showLog" },
  ];
  const chosen = await vscode.window.showQuickPick(choices, { title: "Copydesk" });
  if (chosen) await vscode.commands.executeCommand(chosen.command);
}
