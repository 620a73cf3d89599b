;;; drive.el --- What drives of Emacs have in common, whatever its client -*- lexical-binding: t -*-

(require 'copydesk)
(require 'flymake)
(require 'cl-lib)

(setq ;; The compiler that this would need is not fetched.
      native-comp-enable-subr-trampolines nil
      flymake-no-changes-timeout 0.1
      make-backup-files nil)

(defvar drive-rules '("inconsistent-name" "missing-image-credit" "unattributed-quote"))

(defun drive-fail (&rest words)
  (message "%s" (apply #'concat words))
  (kill-emacs 1))

(defun drive-wait (what condition &optional seconds)
  "Wait until CONDITION holds, for SECONDS or 20, or fail and say that WHAT never came."
  (let ((end (+ (float-time) (or seconds 20))))
    (while (not (funcall condition))
      (when (> (float-time) end)
        (drive-fail "never came: " what))
      ;; Clients leave some of their work to moments without input, which a batch run does not have.
      (dolist (timer (copy-sequence timer-idle-list))
        (unless (timer--triggered timer) (timer-event-handler timer)))
      (accept-process-output nil 0.05))))

(defun drive-findings (rule-of &optional rule)
  "What is underlined as a warning or an error: of RULE, or of any.  RULE-OF tells the rule of a Flymake diagnostic."
  (cl-remove-if-not
   (lambda (finding)
     (and (memq (flymake-diagnostic-type finding) '(:error :warning eglot-error eglot-warning))
          (or (not rule) (equal rule (funcall rule-of finding)))))
   (flymake-diagnostics)))

(defun drive-write (rule-of file)
  "Write each finding's rule and words to FILE."
  (let ((lines (mapconcat
                (lambda (finding)
                  (format "%s\t%s\n"
                          (funcall rule-of finding)
                          (buffer-substring-no-properties (flymake-diagnostic-beg finding)
                                                          (flymake-diagnostic-end finding))))
                (drive-findings rule-of) "")))
    (with-temp-file file (insert lines))))

(defun drive-fixes (rule-of fix sync)
  "See the findings, have FIX called at each and see it gone, save.  SYNC sends the server what was changed."
  (drive-wait "three findings" (lambda () (= 3 (length (drive-findings rule-of)))))
  (drive-write rule-of (getenv "SEEN"))
  (dolist (rule drive-rules)
    (let ((before (buffer-chars-modified-tick))
          (finding (car (drive-findings rule-of rule))))
      (goto-char (flymake-diagnostic-beg finding))
      ;; Of several fixes the first, as a person takes it who accepts the proposal: asked for by key, not
      ;; by mouse, or a menu would pop up.
      (let ((last-nonmenu-event ?\r)
            (completing-read-function
             (lambda (_prompt choices &optional predicate &rest _) (car (all-completions "" choices predicate)))))
        (funcall fix finding))
      (drive-wait (concat "the fix of " rule)
                  (lambda () (> (buffer-chars-modified-tick) before))
                  (string-to-number (getenv "FIX_SECONDS")))
      (funcall sync)
      (drive-wait (concat "the end of " rule) (lambda () (null (drive-findings rule-of rule))))))
  (save-buffer)
  (drive-write rule-of (getenv "LEFT"))
  (copy-file (getenv "DRAFT") (getenv "FIXED")))

(defun drive-completion (table)
  "See that TABLE, a function, offers the whole of a name that was begun."
  (goto-char (point-max))
  (insert "Solv")
  (unless (member "Solvang" (mapcar #'substring-no-properties (all-completions "Solv" (funcall table))))
    (drive-fail "Solvang was not offered"))
  (delete-char -4))

(defun drive-settings ()
  "See a mistake in the settings file that lies beside the draft."
  (let ((file (expand-file-name "copydesk.toml" (file-name-directory (getenv "DRAFT")))))
    (with-temp-file file (insert "languag = \"en\"\n"))
    (save-window-excursion
      (find-file file)
      (copydesk-ensure)
      (drive-wait "a mistake in the settings"
                  (lambda ()
                    ;; As after a key, and as on a display, which a batch run does not have.
                    (run-hooks 'post-command-hook)
                    (when flymake-mode (flymake-start))
                    (cl-some (lambda (finding) (string-search "languag" (flymake-diagnostic-text finding)))
                             (flymake-diagnostics))))
      (kill-buffer))
    (delete-file file)))

(defun drive-rename (rename)
  "Have RENAME called on a name with its new form, and save."
  (goto-char (point-min))
  (search-forward "Solvang said")
  (goto-char (match-beginning 0))
  (funcall rename "Solberg")
  (save-buffer)
  (setq kill-emacs-hook nil)
  (kill-emacs 0))

(provide 'drive)
;;; drive.el ends here
