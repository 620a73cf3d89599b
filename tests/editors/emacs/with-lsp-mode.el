;;; with-lsp-mode.el --- Drives Emacs with lsp-mode: see ../drive for what is expected of it -*- lexical-binding: t -*-

;; First: it says what must be known before any other file is loaded.
(require 'drive)
;; As a package manager leaves them.
(dolist (package '("markdown-mode" "lsp-mode")) (load (concat package "-autoloads")))
(require 'lsp-mode)

(setq lsp-auto-guess-root t
      lsp-diagnostics-provider :flymake
      ;; Other servers of Markdown are not installed, and nobody is there to be asked about them.
      lsp-enable-suggest-server-download nil
      lsp-session-file (expand-file-name "lsp-session" (getenv "HOME")))

(defun rule-of (finding)
  "Flymake's own record has only the message: the rule is that of the server's diagnostic at the same place."
  (let ((place (cons (flymake-diagnostic-beg finding) (flymake-diagnostic-end finding))))
    (cl-loop for each in (gethash buffer-file-name (lsp-diagnostics t))
             when (equal place (lsp--range-to-region (lsp:diagnostic-range each)))
             return (lsp:diagnostic-code? each))))

(find-file (getenv "DRAFT"))
(markdown-mode)
(copydesk-ensure)
(drive-fixes #'rule-of
             (lambda (_finding)
               (condition-case nil
                   (call-interactively #'lsp-execute-code-action)
                 (lsp-no-code-actions nil)))
             #'ignore)

(goto-char (point-min))
(search-forward "It was close")
(lsp-describe-thing-at-point)
(unless (with-current-buffer "*lsp-help*" (string-search "Ingrid Solvang" (buffer-string)))
  (drive-fail "who said it was not told"))
(drive-completion (lambda () (nth 2 (lsp-completion-at-point))))
(drive-settings)
(drive-rename #'lsp-rename)
;;; with-lsp-mode.el ends here
