// Starts the server and puts what it knows where a writer looks: see the README.

import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { PictureStates } from "./pictures";
import { Server } from "./server";
import { SourcesView } from "./sources";
import { StatusItem } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  server = new Server(context);
  const sources = new SourcesView(server);
  const status = new StatusItem(server, sources);
  context.subscriptions.push(sources, status, ...registerCommands(context, server, sources));
  context.subscriptions.push(vscode.window.registerFileDecorationProvider(new PictureStates()));
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("copydesk.server.path")) void server?.restart();
    }),
    // Only now may a folder's own settings name the program.
    vscode.workspace.onDidGrantWorkspaceTrust(() => void server?.restart()),
  );
  await server.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
