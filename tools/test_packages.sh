#!/bin/sh
# Installs the Debian packages of a list (by default what the tests need: debian-packages.txt), where they are missing and
# this is root on Debian; elsewhere names what is missing and exits with 4.
set -eu
cd "$(dirname "$0")"

list=${1:-debian-packages.txt}
missing=$(grep -v '^#' "$list" | while read -r command package; do
    command -v "$command" >/dev/null 2>&1 || [ -f "$command" ] || echo "$package"
done)
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "make: these Debian packages are needed, or the same programs from elsewhere (tools/$list):" $missing >&2
    exit 4
fi
echo "Installing" $missing "..."
export DEBIAN_FRONTEND=noninteractive
patience="-o DPkg::Lock::Timeout=300 -o Acquire::Retries=5" # another may install now, and a mirror may be away for a moment
apt-get -qq $patience update >/dev/null
apt-get -qq -y --no-install-recommends $patience install $missing >/dev/null
