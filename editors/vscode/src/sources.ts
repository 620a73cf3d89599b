// The side view Sources: quotations nobody is named for, then people with what they said, then pictures.

import * as vscode from "vscode";
import { pictureAddress } from "./pictures";
import { LANGUAGES, type Server } from "./server";

interface Place {
  start: { line: number; character: number };
  end: { line: number; character: number };
}
interface Quotation {
  range: Place;
  text: string;
  attribution: "explicit" | "inherited" | "lead-in" | "none";
  /** Who is likely to have said it, where nobody is named for it. */
  likely: string | null;
}
interface Person {
  name: string;
  range: Place | null;
  quotes: Quotation[];
}
interface Picture {
  range: Place;
  source: string;
  /** Where the file is, if it is on the disk. */
  uri: string | null;
  credit: string | null;
  state: "credited" | "placeholder" | "missing" | "exempt";
}
/** What the server's command `copydesk.sources` answers. */
export interface Sources {
  language: string;
  style: string | null;
  unattributed: Quotation[];
  people: Person[];
  /** Attributed to somebody whom the draft does not name. */
  unnamed: Quotation[];
  pictures: Picture[];
}

/** Shorter waits, in milliseconds, would only make the status flicker. */
const BUSY_AFTER = 400;

type Node =
  | { kind: "unattributed" | "unnamed"; quotes: Quotation[] }
  | { kind: "person"; person: Person }
  | { kind: "pictures"; pictures: Picture[] }
  | { kind: "quote"; quote: Quotation }
  | { kind: "picture"; picture: Picture };

export class SourcesView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  /** What was last heard about `draft`. */
  sources: Sources | undefined;
  draft: vscode.TextDocument | undefined;
  private readonly view: vscode.TreeView<Node>;
  private readonly held: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private readonly busied = new vscode.EventEmitter<void>();
  readonly onDidChangeBusy = this.busied.event;
  /** Whether an answer of the server is overdue. */
  busy = false;

  constructor(private readonly server: Server) {
    this.view = vscode.window.createTreeView("copydesk.sourcesView", { treeDataProvider: this });
    this.held = [
      this.view,
      this.changed,
      this.busied,
      vscode.window.onDidChangeActiveTextEditor(() => this.follow()),
      vscode.workspace.onDidChangeTextDocument((change) => {
        if (change.document === this.draft) this.soon();
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document === this.draft) this.follow();
      }),
      vscode.languages.onDidChangeDiagnostics(() => this.soon()),
      server.onDidChangeHealth(() => this.follow()),
    ];
    this.follow();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const each of this.held) each.dispose();
  }

  /** The draft in front, or the last one while something else (a picture, the log) is in front. */
  private follow(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document && isDraft(document)) this.draft = document;
    else if (!this.draft || this.draft.isClosed) this.draft = undefined;
    void vscode.commands.executeCommand("setContext", "copydesk.draft", this.draft !== undefined);
    void this.read();
  }

  /** Once the typing pauses: the view is for glancing at, the text comes first. */
  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.read(), 250);
  }

  private async read(): Promise<void> {
    const draft = this.draft;
    const version = draft?.version;
    const overdue = setTimeout(() => this.become(true), BUSY_AFTER);
    const sources = draft && (await this.server.ask<Sources>("copydesk.sources", this.server.uriFor(draft.uri)));
    clearTimeout(overdue);
    this.become(false);
    if (draft !== this.draft || version !== this.draft?.version) return;
    this.sources = sources ?? undefined;
    this.view.badge = sources?.unattributed.length
      ? { value: sources.unattributed.length, tooltip: count(sources.unattributed.length, "quotation") + " without a speaker" }
      : undefined;
    this.view.description = draft ? vscode.workspace.asRelativePath(draft.uri) : undefined;
    this.view.message =
      sources && [sources.people, sources.unattributed, sources.unnamed, sources.pictures].every((list) => list.length === 0)
        ? "Nobody is quoted in this draft, and it shows no pictures."
        : undefined;
    this.changed.fire();
  }

  private become(busy: boolean): void {
    if (this.busy === busy) return;
    this.busy = busy;
    this.busied.fire();
  }

  getChildren(node?: Node): Node[] {
    const sources = this.sources;
    if (!sources) return [];
    if (!node) {
      const roots: Node[] = [];
      if (sources.unattributed.length) roots.push({ kind: "unattributed", quotes: sources.unattributed });
      for (const person of sources.people) roots.push({ kind: "person", person });
      if (sources.unnamed.length) roots.push({ kind: "unnamed", quotes: sources.unnamed });
      if (sources.pictures.length) roots.push({ kind: "pictures", pictures: sources.pictures });
      return roots;
    }
    switch (node.kind) {
      case "unattributed":
      case "unnamed":
        return node.quotes.map((quote) => ({ kind: "quote", quote }));
      case "person":
        return node.person.quotes.map((quote) => ({ kind: "quote", quote }));
      case "pictures":
        return node.pictures.map((picture) => ({ kind: "picture", picture }));
      default:
        return [];
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const { Expanded, None } = vscode.TreeItemCollapsibleState;
    switch (node.kind) {
      case "unattributed": {
        const item = new vscode.TreeItem("No speaker", Expanded);
        item.id = "unattributed";
        item.description = count(node.quotes.length, "quotation");
        item.iconPath = new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
        return item;
      }
      case "unnamed": {
        const item = new vscode.TreeItem("Not named", Expanded);
        item.id = "unnamed";
        item.description = count(node.quotes.length, "quotation");
        item.tooltip = "Said by somebody whom the draft does not name";
        item.iconPath = new vscode.ThemeIcon("question");
        return item;
      }
      case "person": {
        const item = new vscode.TreeItem(node.person.name, Expanded);
        item.id = `person:${node.person.name}`;
        item.description = count(node.person.quotes.length, "quotation");
        item.iconPath = new vscode.ThemeIcon("account");
        return item;
      }
      case "pictures": {
        const item = new vscode.TreeItem("Pictures", Expanded);
        item.id = "pictures";
        const bare = node.pictures.filter((picture) => picture.state === "missing").length;
        item.description = bare ? `${bare} of ${node.pictures.length} without a credit` : `${node.pictures.length}`;
        item.iconPath = new vscode.ThemeIcon("device-camera");
        return item;
      }
      case "quote": {
        const item = new vscode.TreeItem(node.quote.text.replace(/,$/, ""), None);
        const line = `line ${node.quote.range.start.line + 1}`;
        item.description = node.quote.likely ? `${line}, likely ${node.quote.likely}` : line;
        item.tooltip = new vscode.MarkdownString().appendText(`${node.quote.text}\n\n${item.description}`);
        item.iconPath = new vscode.ThemeIcon("quote");
        item.command = this.jump(node.quote.range);
        return item;
      }
      case "picture": {
        const picture = node.picture;
        const item = new vscode.TreeItem(picture.source, None);
        item.description = said(picture);
        item.tooltip = `${picture.source}\n${said(picture)}`;
        item.resourceUri = pictureAddress(picture.source, picture.state);
        item.iconPath = picture.uri ? vscode.Uri.parse(picture.uri) : new vscode.ThemeIcon("file-media");
        item.command = this.jump(picture.range);
        if (picture.uri) {
          const tooltip = new vscode.MarkdownString(`![](${vscode.Uri.parse(picture.uri).toString()}|width=240)\n\n`);
          item.tooltip = tooltip.appendText(`${picture.source}: ${said(picture)}`);
        }
        return item;
      }
    }
  }

  private jump(range: Place): vscode.Command {
    return { command: "copydesk.reveal", title: "Go to the Place", arguments: [this.draft?.uri, toRange(range)] };
  }
}

export function isDraft(document: vscode.TextDocument): boolean {
  return LANGUAGES.includes(document.languageId) && ["file", "untitled", "vscode-vfs"].includes(document.uri.scheme);
}

export function count(many: number, thing: string): string {
  return `${many} ${thing}${many === 1 ? "" : "s"}`;
}

function said(picture: Picture): string {
  switch (picture.state) {
    case "missing":
      return "no credit";
    case "exempt":
      return "needs no credit";
    case "placeholder":
      return `${picture.credit ?? "credit"} (to be filled in)`;
    default:
      return picture.credit ?? "credited";
  }
}

function toRange(place: Place): vscode.Range {
  return new vscode.Range(place.start.line, place.start.character, place.end.line, place.end.character);
}
