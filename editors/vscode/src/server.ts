// The language server: which program it is, its life, and the client that talks to it.

import * as vscode from "vscode";
import { CloseAction, ErrorAction, type Executable, LanguageClient, RevealOutputChannelOn, State } from "vscode-languageclient/node";
import { findProgram } from "./program";
import { whatIsSet } from "./settings";

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

  /** Starting and stopping go one after the other: a trusted folder and its settings may both ask for a restart. */
  private turn: Promise<void> = Promise.resolve();

  start(): Promise<void> {
    return this.inTurn(() => this.begin());
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.end());
  }

  restart(): Promise<void> {
    this.stops = [];
    return this.inTurn(async () => {
      await this.end();
      await this.begin();
    });
  }

  private inTurn(step: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(step);
    return this.turn;
  }

  private async begin(): Promise<void> {
    const program = findProgram(this.context);
    if (typeof program === "string") {
      this.fail(program);
      return;
    }
    const version = String(this.context.extension.packageJSON.version);
    this.log.info(`Extension ${version}. Starting ${program.path}, found by ${program.from}`);
    const run: Executable = { command: program.path, args: ["lsp"] };
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
        workspace: {
          configuration: ({ items }, token, next) =>
            items.every((item) => item.section === "copydesk")
              ? items.map(({ scopeUri }) => whatIsSet(this.context.extension, scopeUri ? vscode.Uri.parse(scopeUri) : undefined))
              : next({ items }, token),
        },
      },
      initializationOptions: () => whatIsSet(this.context.extension),
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

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.become("stopped");
    await client?.dispose().catch((error) => this.log.warn(`While stopping: ${error}`));
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
    void vscode.commands.executeCommand("setContext", "copydesk.failed", health === "failed");
    this.changed.fire(health);
  }

  private fail(why: string): void {
    this.trouble = why;
    this.log.error(why);
    if (this.health === "failed") return;
    this.become("failed");
    const [again, set, show] = ["Try Again", "Open Setting", "Show Log"];
    void vscode.window.showErrorMessage(`Copydesk: ${why}`, again, set, show).then((chosen) => {
      if (chosen === again) void this.restart();
      if (chosen === set) void vscode.commands.executeCommand("workbench.action.openSettings", "copydesk.server.path");
      if (chosen === show) this.log.show();
    });
  }
}
