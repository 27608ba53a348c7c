#!/bin/sh
# Installs what the tests need besides Python (tools/debian-packages.txt), where that is missing and this is root on
# Debian; elsewhere names what is missing and exits with 4.
set -eu
cd "$(dirname "$0")"

missing=$(grep -v '^#' debian-packages.txt | while read -r command package; do
    command -v "$command" >/dev/null 2>&1 || [ -f "$command" ] || echo "$package"
done)
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "make test: the tests need these Debian packages, or the same programs from elsewhere:" $missing >&2
    exit 4
fi
echo "Installing" $missing "..."
export DEBIAN_FRONTEND=noninteractive
apt-get -qq -o DPkg::Lock::Timeout=300 update >/dev/null
apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 install $missing >/dev/null
