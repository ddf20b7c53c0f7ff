#!/bin/bash
# Gets Emacs with eglot, from the machine's own Debian suite (as root). One line is printed: the
# versions, or SKIPPED and the reason.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../neovim/tools.sh"
exec 9> "$cache/.emacs.lock"
flock 9

eglot() { emacs --batch --eval "(progn (package-initialize) (require 'eglot))" 2>/dev/null; }

need emacs emacs-nox elpa-markdown-mode
# Since Emacs 29 eglot is part of it.
eglot || install_packages eglot elpa-eglot || true
if eglot; then
  echo "emacs: $(emacs --version | head -1)"
else
  echo "SKIPPED: emacs: there is no eglot in it"
fi
