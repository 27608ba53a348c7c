#!/bin/sh
# Writes the lock files anew: hashed, without addresses, and without releases younger than a week.
set -eu
cd "$(dirname "$0")/.."
uv=.tools/bin/uv
wait="1 week"
[ -n "${SSL_CERT_FILE:-}" ] || export UV_SYSTEM_CERTS=1

write_lock() { # a lock file, and what it holds
    lock=$1
    shift
    "$uv" export --quiet --frozen --no-emit-project --no-header --no-annotate "$@" --output-file "$lock" >/dev/null
    echo "$lock: $(grep -c '==' "$lock") packages"
}

"$uv" lock --quiet --upgrade --exclude-newer "$wait"
write_lock requirements.lock --no-dev --group build
write_lock requirements-dev.lock --all-groups --no-group screening-build
write_lock requirements-screening.lock --no-dev --extra screening --group screening-build
echo uv | "$uv" pip compile --quiet --universal --generate-hashes --no-header --no-annotate --exclude-newer "$wait" \
    --output-file requirements-uv.lock - >/dev/null
echo "requirements-uv.lock: $(grep '==' requirements-uv.lock)"
