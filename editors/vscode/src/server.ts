// The language server: which program it is, its life, and the client that talks to it.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import * as vscode from "vscode";
import { CloseAction, ErrorAction, type Executable, LanguageClient, RevealOutputChannelOn, State } from "vscode-languageclient/node";

/** The languages articles are written in, as VS Code names them. */
export const LANGUAGES = ["markdown", "plaintext", "html", "restructuredtext", "asciidoc", "latex", "org", "mdx"];

export type Health = "stopped" | "starting" | "running" | "failed";

export class Server {
  readonly log = vscode.window.createOutputChannel("Copydesk", { log: true });
  private client: LanguageClient | undefined;
  private readonly changed = new vscode.EventEmitter<Health>();
  readonly onDidChangeHealth = this.changed.event;
  health: Health = "stopped";
  private stops: number[] = [];
  /** Why it failed, for people. */
  trouble = "";

  constructor(private readonly context: vscode.ExtensionContext) {
    context.subscriptions.push(this.log, this.changed);
  }

  async start(): Promise<void> {
    const command = findProgram(this.context);
    if (!command) {
      this.fail("The copydesk program is not in this extension, not on PATH and not named in the setting copydesk.server.path.");
      return;
    }
    this.log.info(`Starting ${command}`);
    const run: Executable = { command, args: ["lsp"] };
    const client = new LanguageClient("copydesk", "Copydesk", { run, debug: run }, {
      documentSelector: [
        { scheme: "file", pattern: "**/copydesk.toml" },
        ...LANGUAGES.flatMap((language) => [
          { scheme: "file", language },
          { scheme: "untitled", language },
          { scheme: "vscode-vfs", language },
        ]),
      ],
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      synchronize: { configurationSection: "copydesk" },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          if (this.mayTryAgain()) return { action: CloseAction.Restart, handled: true };
          this.fail("The server keeps stopping. The log says why.");
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
      middleware: {
        // The lens over a draft asks for the quote sheet: here it opens beside the draft.
        executeCommand: (command, args, next) =>
          command === "copydesk.quoteSheet" ? vscode.commands.executeCommand("copydesk.showQuoteSheet") : next(command, args),
      },
      initializationOptions: () => vscode.workspace.getConfiguration("copydesk"),
    });
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      // The words of a client that was replaced are of no interest.
      if (this.client !== client) return;
      if (newState === State.Running) this.become("running");
      else if (newState === State.Starting) this.become("starting");
      else if (this.health !== "failed") this.become("stopped");
    });
    try {
      await client.start();
    } catch (error) {
      if (this.client === client) this.fail(`The server did not start: ${error instanceof Error ? error.message : error}`);
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.become("stopped");
    await client?.stop().catch((error) => this.log.warn(`While stopping: ${error}`));
  }

  async restart(): Promise<void> {
    this.stops = [];
    await this.stop();
    await this.start();
  }

  /** Runs a command of the server's own; nothing if it is not running, does not have it, or fails. */
  async ask<T>(command: string, ...args: unknown[]): Promise<T | undefined> {
    const client = this.client;
    if (!client || this.health !== "running" || !this.offers(command)) return undefined;
    try {
      return (await client.sendRequest("workspace/executeCommand", { command, arguments: args })) as T;
    } catch (error) {
      this.log.debug(`${command}: ${error}`);
      return undefined;
    }
  }

  offers(command: string): boolean {
    return this.client?.initializeResult?.capabilities.executeCommandProvider?.commands.includes(command) ?? false;
  }

  uriFor(uri: vscode.Uri): string {
    return this.client?.code2ProtocolConverter.asUri(uri) ?? uri.toString();
  }

  /** Whether it has stopped by itself no more than three times in three minutes. */
  private mayTryAgain(): boolean {
    const now = Date.now();
    this.stops = [...this.stops.filter((time) => now - time < 180_000), now];
    return this.stops.length <= 3;
  }

  private become(health: Health): void {
    if (this.health === health) return;
    this.health = health;
    if (health !== "failed") this.trouble = "";
    this.changed.fire(health);
  }

  private fail(why: string): void {
    this.trouble = why;
    this.log.error(why);
    if (this.health === "failed") return;
    this.become("failed");
    const [restart, show] = ["Restart", "Show Log"];
    void vscode.window.showErrorMessage(`Copydesk: ${why}`, restart, show).then((chosen) => {
      if (chosen === restart) void this.restart();
      if (chosen === show) this.log.show();
    });
  }
}

/** The setting, else the program inside the extension, else the one on PATH. */
function findProgram(context: vscode.ExtensionContext): string | undefined {
  const set = vscode.workspace.getConfiguration("copydesk").get<string>("server.path")?.trim();
  if (set) return set;
  const name = process.platform === "win32" ? "copydesk.exe" : "copydesk";
  const places = [context.asAbsolutePath("server"), ...(process.env.PATH ?? "").split(delimiter)];
  return places
    .filter((place) => place !== "")
    .map((place) => join(place, name))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
