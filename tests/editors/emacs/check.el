;;; check.el --- Emacs with the configuration of editors/emacs.md, on a note -*- lexical-binding: t -*-
;; emacs --batch -l check.el CONFIGURATION NOTE
;; Prints one JSON document: what was seen at each step. The test that reads it decides.

(require 'json)
(require 'cl-lib)
(setq package-user-dir (expand-file-name "elpa" (getenv "HOME"))
      make-backup-files nil
      create-lockfiles nil)
(unless (require 'eglot nil t)
  (package-initialize))
(require 'eglot)
(package-initialize)
(require 'markdown-mode)
(setq eglot-sync-connect 20)

(defvar configuration (pop command-line-args-left))
(defvar note (pop command-line-args-left))
(defvar seen nil)

(defun seen (name value) (push (cons name value) seen))

(defun wait-for (condition)
  "Return the first non-nil value of CONDITION, or nil after a while."
  (let ((end (+ (float-time) 20)) value)
    (while (and (not (setq value (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.02))
    value))

(defun line () (buffer-substring-no-properties (line-beginning-position) (line-end-position)))

(defun candidates ()
  "Return what `completion-at-point' would list at point."
  (let ((found (run-hook-wrapped 'completion-at-point-functions
                                 (lambda (function) (let ((it (funcall function))) (and (consp it) it))))))
    (when found
      (pcase-let ((`(,start ,end ,table . ,_) found))
        (let ((all (completion-all-completions (buffer-substring start end) table nil (- end start))))
          (when (consp all)
            (setcdr (last all) nil)
            (mapcar #'substring-no-properties all)))))))

(defun type (text)
  "Type TEXT letter by letter on a new last line."
  (goto-char (point-max))
  (insert "\n")
  (mapc (lambda (letter) (setq last-command-event letter) (self-insert-command 1)) text)
  (eglot--signal-textDocument/didChange))

(defun complete (text)
  "Type TEXT, complete at its end, and return the line."
  (type text)
  (completion-at-point)
  (line))

(load configuration nil t)
(find-file note)
(unless (derived-mode-p 'markdown-mode) (markdown-mode))
(unless (eglot-managed-p) (apply #'eglot (eglot--guess-contact)))
(seen "attached" (if (wait-for #'eglot-managed-p) t :json-false))
(wait-for (lambda () (= 24 (or (plist-get (ignore-errors
                                            (eglot-execute-command (eglot-current-server) 'litnotes.status []))
                                          :papers)
                               0))))

(type "We follow attention is al")
(seen "listed" (vconcat (candidates)))
(seen "prose" (complete "We follow attention is al"))
(seen "upper case" (complete "ATTENTION IS AL"))
(seen "wikilink" (complete "See [[attnetion is al"))
(seen "second key" (progn (type "[@pointer-networks; @attention is]") (backward-char)
                          (completion-at-point) (line)))
(seen "closed" (progn (type "🎉 Cafe\u0301 [[pointer n]]") (backward-char 2)
                      (completion-at-point) (line)))
(seen "own words" (complete "We went to the sea"))

(goto-char (point-min))
(search-forward "Pointer Net")
(seen "hover" (let (text)
                (eglot-hover-eldoc-function (lambda (doc &rest _) (setq text doc)))
                (wait-for (lambda () text))
                (and text (substring-no-properties text))))
(call-interactively #'xref-find-definitions)
(seen "definition" (vector (buffer-name) (line-number-at-pos)))
(switch-to-buffer (get-file-buffer note))
(goto-char (point-min))
(search-forward "Attention Is")
(seen "definitions" (let* ((found nil)
                           (xref-show-definitions-function
                            (lambda (fetcher _) (setq found (funcall fetcher)))))
                      (call-interactively #'xref-find-definitions)
                      (vconcat (mapcar (lambda (item)
                                         (xref-location-marker (xref-item-location item))
                                         (vector (file-name-nondirectory
                                                  (xref-location-group (xref-item-location item)))
                                                 (xref-location-line (xref-item-location item))))
                                       found))))
;; What all notes say of a paper, and from its line in the dump.
(defun places (command)
  "Return the places that COMMAND lists for the paper at point: file, line and column of each."
  (let* ((found nil)
         (xref-show-xrefs-function (lambda (fetcher _) (setq found (funcall fetcher)))))
    (call-interactively command)
    (vconcat (mapcar (lambda (item)
                       (let ((place (xref-item-location item)))
                         (with-current-buffer (marker-buffer (xref-location-marker place))
                           (save-excursion
                             (goto-char (xref-location-marker place))
                             (vector (buffer-name) (line-number-at-pos) (- (point) (line-beginning-position)))))))
                     found))))

(switch-to-buffer (get-file-buffer note))
(goto-char (point-min))
(search-forward "Pointer Net")
(seen "references" (places #'xref-find-references))
(call-interactively #'xref-find-definitions)
(seen "dump is managed" (if (wait-for #'eglot-managed-p) t :json-false))
(seen "references in the dump" (places #'xref-find-references))
(switch-to-buffer (get-file-buffer note))
(goto-char (point-min))
(search-forward "Pointer Net")
(seen "declaration" (places #'eglot-find-declaration))
(seen "outline" (json-encode (imenu--make-index-alist t)))
(seen "papers and notes" (vconcat (mapcar #'xref-item-summary
                                          (xref-backend-apropos 'eglot "matryoshka"))))
(type "[@pointer-network]")
(backward-char 3)
(seen "complaint" (let (found)
                    (wait-for (lambda ()
                                (setq found (flymake-diagnostics (line-beginning-position)
                                                                 (line-end-position)))))
                    (and found (flymake-diagnostic-text (car found)))))
(cl-letf (((symbol-function 'completing-read)
           (lambda (_ choices &rest _) (caar choices))))
  (let ((last-nonmenu-event t))         ; as from a key, not from a menu
    (eglot-code-actions (point) (point) nil t)))
(seen "mended" (line))
(eglot--signal-textDocument/didChange)
(cl-letf (((symbol-function 'y-or-n-p) (lambda (_) t)))
  (eglot-rename "vinyals2015"))
(seen "renamed" (vector (line)
                        (with-current-buffer (find-buffer-visiting
                                              (expand-file-name "todo.md" (file-name-directory note)))
                          (buffer-string))))
(with-current-buffer (get-file-buffer note) (set-buffer-modified-p nil))
(let ((coding-system-for-write 'utf-8))
  (princ (concat "\n" (json-encode (nreverse seen)) "\n")))
(ignore-errors (eglot-shutdown (eglot-current-server) nil 5))
(kill-emacs 0)
;;; check.el ends here
