# shellcheck shell=bash
# Sourced by the install scripts: where editors are kept, and the Debian packages that drive them.
cache=${LITNOTES_EDITORS_CACHE:-$HOME/.cache/litnotes-editors}
mkdir -p "$cache"

# need COMMAND PACKAGE…: installs the packages where the command is missing.
need() {
  local command=$1
  shift
  command -v "$command" >/dev/null && return
  install_packages "$command" "$@"
}

# install_packages NAME PACKAGE…: installs the packages.
install_packages() {
  local command=$1
  shift
  [ "$(id -u)" = 0 ] || { echo "SKIPPED: $command is missing, and only root can install $*"; exit 3; }
  # Another install may hold apt's locks for a while.
  local try
  for try in 1 2 3 4 5 6 7 8 9 10; do
    apt-get -qq -o DPkg::Lock::Timeout=300 update >/dev/null && break
    sleep 5
  done
  DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 \
    --no-install-recommends install "$@" >/dev/null
}

# relocate ROOT BINARY: lets an unpacked program run on its own suite's libc.
relocate() {
  local library=$1/usr/lib/$(uname -m)-linux-gnu loader
  loader=$(find "$library" -maxdepth 1 -name 'ld-linux*.so*' | head -1)
  patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$library" "$2"
}
