;;; with-eglot.el --- Drives Emacs with eglot: see ../drive for what is expected of it -*- lexical-binding: t -*-

(require 'drive)
(require 'eglot)

(setq eglot-sync-connect 20
      eglot-confirm-server-edits nil
      eglot-send-changes-idle-time 0)

(defun rule-of (finding)
  (plist-get (alist-get 'eglot-lsp-diag (flymake-diagnostic-data finding)) :code))

;; The mode is a package of its own; only its name counts here.
(define-derived-mode markdown-mode text-mode "Markdown")
(find-file (getenv "DRAFT"))
(markdown-mode)
(call-interactively #'eglot)
(drive-fixes #'rule-of
             (lambda (finding)
               (ignore-error user-error
                 (eglot-code-action-quickfix (flymake-diagnostic-beg finding) (flymake-diagnostic-end finding))))
             (lambda () (eglot--signal-textDocument/didChange)))

;; Reading aids: who said it, a name that is completed, a person who is renamed.
(let (told)
  (goto-char (point-min))
  (search-forward "It was close")
  (eglot-hover-eldoc-function (lambda (text &rest _) (setq told text)))
  (drive-wait "who said it" (lambda () (and told (string-search "Ingrid Solvang" told)))))
(drive-completion (lambda () (nth 2 (eglot-completion-at-point))))
(drive-settings)
(drive-rename #'eglot-rename)
;;; with-eglot.el ends here
