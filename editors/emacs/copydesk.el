;;; copydesk.el --- A copy desk for article drafts -*- lexical-binding: t -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "29.1"))
;; Keywords: wp, languages
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; Who is quoted, who is named, which pictures need a credit: underlined while you write, with fixes.
;; Needs the program copydesk on `exec-path'.
;;
;;   (require 'copydesk)
;;   (add-hook 'markdown-mode-hook #'copydesk-ensure)
;;   (add-hook 'text-mode-hook #'copydesk-ensure)
;;   (add-hook 'copydesk-settings-mode-hook #'copydesk-ensure)
;;
;; With eglot, which comes with Emacs (tried with Emacs 30.1), M-x eglot-code-action-quickfix offers
;; the fixes at point.  With lsp-mode, if that is loaded (tried with 9.0), M-x lsp-execute-code-action does.
;; `copydesk-settings-mode' is the mode of copydesk.toml: what is wrong there shows, keys and rules complete.

;;; Code:

(defgroup copydesk nil
  "A copy desk for article drafts."
  :group 'text)

(defcustom copydesk-command '("copydesk" "lsp")
  "The server program and its arguments."
  :type '(repeat string))

(defconst copydesk-modes
  '((text-mode :language-id "plaintext")
    (markdown-mode :language-id "markdown")
    (gfm-mode :language-id "markdown")
    (markdown-ts-mode :language-id "markdown")
    (html-mode :language-id "html")
    (mhtml-mode :language-id "html")
    (rst-mode :language-id "restructuredtext")
    (adoc-mode :language-id "asciidoc")
    (org-mode :language-id "org")
    (latex-mode :language-id "latex")
    (LaTeX-mode :language-id "latex")
    ;; Other TOML files are not ours, hence a mode for the one that is.
    (copydesk-settings-mode :language-id "toml"))
  "The modes articles are written in, and what the protocol calls them.")

;;;###autoload
(define-derived-mode copydesk-settings-mode conf-toml-mode "Copydesk"
  "Settings of copydesk.")

;;;###autoload
(add-to-list 'auto-mode-alist '("/copydesk\\.toml\\'" . copydesk-settings-mode))

(declare-function lsp "ext:lsp-mode")
(declare-function lsp-register-client "ext:lsp-mode")
(declare-function make-lsp-client "ext:lsp-mode")
(declare-function lsp-stdio-connection "ext:lsp-mode")
(defvar eglot-server-programs)
(defvar lsp-language-id-configuration)

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               (cons copydesk-modes (lambda (&rest _) copydesk-command))))

(with-eval-after-load 'lsp-mode
  (dolist (mode copydesk-modes)
    (add-to-list 'lsp-language-id-configuration
                 (cons (car mode) (plist-get (cdr mode) :language-id)) t))
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection (lambda () copydesk-command))
    :activation-fn (lambda (_file mode) (and (assq mode copydesk-modes) t))
    ;; Other servers of the same buffer stay.
    :add-on? t
    :server-id 'copydesk)))

;;;###autoload
(defun copydesk-ensure ()
  "Let copydesk read along in this buffer: through lsp-mode if it is loaded, else through eglot."
  (interactive)
  (if (featurep 'lsp-mode)
      (lsp)
    (require 'eglot)
    (if (called-interactively-p 'any)
        (call-interactively #'eglot)
      (eglot-ensure))))

(provide 'copydesk)
;;; copydesk.el ends here
