#!/bin/bash
# debian.sh SUITE PACKAGE DEST: unpacks a package of any Debian suite, with all that it needs
# (its own libc too), under DEST/root. Nothing is installed: the machine stays as it is.
# Uses the mirror and the keyring that the machine's own apt uses.
set -euo pipefail
suite=$1 package=$2
dest=$(mkdir -p "$3" && cd "$3" && pwd)

refuse() { echo "$*" >&2; exit 3; }

for tool in apt-get dpkg-deb; do
  command -v "$tool" >/dev/null || refuse "no $tool: not a Debian system"
done
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -e "$keyring" ] || refuse "no Debian archive keyring"
mirror=$(
  apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk -F'|' '$1 == "Debian" && $2 == "Debian" { print $3; exit }'
)
[ -n "$mirror" ] || refuse "apt knows no Debian mirror (run apt-get update first)"

apt=$dest/apt
rm -rf "$apt" "$dest/root"
mkdir -p "$apt"/etc/{apt.conf.d,preferences.d,sources.list.d} "$apt"/state/lists/partial \
  "$apt"/cache/archives/partial "$dest/root"
: > "$apt/state/status"
echo "deb [signed-by=$keyring] $mirror $suite main" > "$apt/etc/sources.list"
# A testing suite's Release file may be past its date on a mirror; its signature is still checked.
cat > "$apt/apt.conf" <<CONF
Dir::Etc "$apt/etc";
Dir::State "$apt/state";
Dir::State::status "$apt/state/status";
Dir::Cache "$apt/cache";
APT::Sandbox::User "";
Acquire::Check-Valid-Until "false";
Acquire::Languages "none";
Acquire::Retries "3";
CONF
export APT_CONFIG=$apt/apt.conf
apt-get -qq update || refuse "the package list of $suite cannot be had"
apt-get -qq -y --no-install-recommends --download-only install "$package" >/dev/null ||
  refuse "$package of $suite cannot be had"
for deb in "$apt"/cache/archives/*.deb; do dpkg-deb -x "$deb" "$dest/root"; done
rm -rf "$apt"
