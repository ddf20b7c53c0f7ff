#!/bin/bash
# Gets the Neovims that the tests run against: 0.7 (bookworm), 0.10 (trixie), 0.12 (forky, which
# moves on). Prints one line for each; one that cannot be had is SKIPPED with the reason. Run again,
# it only prints. They go to ${LITNOTES_EDITORS_CACHE:-~/.cache/litnotes-editors}/neovim/SUITE/nvim.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/tools.sh"
exec 9> "$cache/.neovim.lock"
flock 9

need tmux tmux
need patchelf patchelf

install_neovim() {
  local suite=$1 dest=$cache/neovim/$1
  if ! "$dest/nvim" --version >/dev/null 2>&1; then
    bash "$here/debian.sh" "$suite" neovim "$dest" || return
    local root=$dest/root
    relocate "$root" "$root/usr/bin/nvim" || return
    cat > "$dest/nvim" <<WRAPPER
#!/bin/sh
VIMRUNTIME='$root/usr/share/nvim/runtime' exec '$root/usr/bin/nvim' --cmd 'set rtp+=$root/usr/lib/nvim' "\$@"
WRAPPER
    chmod +x "$dest/nvim"
  fi
  local version
  version=$("$dest/nvim" --version) || return
  echo "neovim $suite: ${version%%$'\n'*}"
}

for suite in bookworm trixie forky; do
  reason=$(install_neovim "$suite" 2>&1) || { echo "SKIPPED: neovim $suite: ${reason##*$'\n'}"; continue; }
  echo "$reason"
done
