#!/bin/bash
# Gets the Helix that the tests run against (Debian trixie). One line is printed: its version, or
# SKIPPED and the reason. It goes to ${LITNOTES_EDITORS_CACHE:-~/.cache/litnotes-editors}/helix/hx.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../neovim/tools.sh"
exec 9> "$cache/.helix.lock"
flock 9

need tmux tmux
need patchelf patchelf

dest=$cache/helix
install_helix() {
  "$dest/hx" --version >/dev/null 2>&1 && return
  bash "$here/../neovim/debian.sh" trixie hx "$dest" || return
  local root=$dest/root binary
  binary=$(find "$root" -name hx -type f -path '*/lib/*' | head -1)
  [ -n "$binary" ] || { echo "the package holds no hx"; return 1; }
  relocate "$root" "$binary" || return
  cat > "$dest/hx" <<WRAPPER
#!/bin/sh
HELIX_RUNTIME='$(find "$root" -type d -name runtime | head -1)' exec '$binary' "\$@"
WRAPPER
  chmod +x "$dest/hx"
  "$dest/hx" --version >/dev/null
}

if reason=$(install_helix 2>&1); then
  echo "helix: $("$dest/hx" --version)"
else
  echo "SKIPPED: helix: ${reason##*$'\n'}"
fi
