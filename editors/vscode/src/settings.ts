// What somebody has set under `copydesk.`, for the server.

import * as vscode from "vscode";

interface Manifest {
  contributes: { configuration: { properties: Record<string, unknown> }[] };
}

/** Settings of this extension alone. */
const OWN = ["server.path", "trace.server"];

/**
 * What somebody has set, and nothing else: VS Code fills in defaults (`false` for a switch nobody touched), which
 * would win over the settings file of the desk.
 */
export function whatIsSet(extension: vscode.Extension<unknown>, scope?: vscode.Uri): Record<string, unknown> {
  const configuration = vscode.workspace.getConfiguration("copydesk", scope);
  const said: Record<string, unknown> = {};
  for (const { properties } of (extension.packageJSON as Manifest).contributes.configuration) {
    for (const name of Object.keys(properties)) {
      const key = name.slice("copydesk.".length);
      const found = OWN.includes(key) ? undefined : configuration.inspect(key);
      // From the farthest to the nearest, as VS Code merges them.
      const layers = [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue];
      const value = layers.reduce((under, over) => (isTable(under) && isTable(over) ? { ...under, ...over } : (over ?? under)));
      if (value !== undefined) said[key] = value;
    }
  }
  return said;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
