// Finds "ribbon" wrong, and says so in every way that an extension for prose has.
const vscode = require("vscode");

const WORD = /\bribbon\b/g;

function places(document) {
  return [...document.getText().matchAll(WORD)].map(
    ({ index, 0: word }) => new vscode.Range(document.positionAt(index), document.positionAt(index + word.length)),
  );
}

function fixed(document, title, kind) {
  const action = new vscode.CodeAction(title, kind);
  action.edit = new vscode.WorkspaceEdit();
  for (const place of places(document)) action.edit.replace(document.uri, place, "tape");
  return action;
}

exports.activate = (context) => {
  const language = { language: "markdown" };
  const found = vscode.languages.createDiagnosticCollection("neighbour");
  const check = (document) => {
    if (document.languageId !== "markdown") return;
    const diagnostics = places(document).map((place) => {
      const diagnostic = new vscode.Diagnostic(place, "Say tape.", vscode.DiagnosticSeverity.Warning);
      Object.assign(diagnostic, { source: "neighbour", code: "ribbon" });
      return diagnostic;
    });
    found.set(document.uri, diagnostics);
  };
  vscode.workspace.textDocuments.forEach(check);
  const fixAll = vscode.CodeActionKind.SourceFixAll.append("neighbour");
  context.subscriptions.push(
    found,
    vscode.workspace.onDidOpenTextDocument(check),
    vscode.workspace.onDidChangeTextDocument(({ document }) => check(document)),
    vscode.languages.registerCodeActionsProvider(language, {
      provideCodeActions: (document, range) => [
        ...(places(document).some((place) => place.intersection(range))
          ? [fixed(document, "Say tape", vscode.CodeActionKind.QuickFix)]
          : []),
        fixed(document, "Say tape everywhere", fixAll),
      ],
    }, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAll] }),
    vscode.languages.registerHoverProvider(language, {
      provideHover: (document, position) => {
        const word = document.getWordRangeAtPosition(position);
        return word && new vscode.Hover(`The neighbour has read “${document.getText(word)}”.`);
      },
    }),
    vscode.languages.registerCompletionItemProvider(language, {
      provideCompletionItems: () => [new vscode.CompletionItem("Solvent, says the neighbour")],
    }),
  );
};
