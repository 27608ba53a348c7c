#!/bin/sh
# Builds .venv from a lock file: `tools/setup.sh run-time`, `development`, or `screening` on top of either.
# Needs a Python from 3.11 to 3.13 with pip, and nothing else; exits with 4 where the machine lacks that.
set -eu
cd "$(dirname "$0")/.."
venv=.venv
uv=.tools/bin/uv

fail() { # a sentence
    echo "make setup: $1" >&2
    exit 4
}

suits() { # a Python
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

find_python() {
    for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
        if suits "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    fail "this project needs Python 3.11, 3.12 or 3.13, and ${PYTHON:-python3} here is $("${PYTHON:-python3}" -V 2>&1 || true); install one of them, or say where it is with make PYTHON=/path/to/python3.12."
}

install_uv() { # a Python
    cmp -s requirements-uv.lock .tools/.stamp && return
    "$1" -m pip --version >/dev/null 2>&1 ||
        fail "$1 has no pip; install it (on Debian: apt-get install python3-pip)."
    echo "Installing uv into .tools ..."
    rm -rf .tools
    "$1" -m pip install -qq --no-deps --require-hashes --disable-pip-version-check --root-user-action=ignore \
        --target .tools -r requirements-uv.lock
    cp requirements-uv.lock .tools/.stamp
}

make_venv() { # a Python
    suits "$venv/bin/python" || "$uv" venv --quiet --clear --python "$1" "$venv"
}

install_run_time() {
    echo "Installing the packages of requirements.lock ..."
    "$uv" pip install --quiet --compile-bytecode --python "$venv" --require-hashes -r requirements.lock
    install_project
    touch "$venv/.run-time"
}

install_development() {
    echo "Installing the packages of requirements-dev.lock ..."
    "$uv" pip sync --quiet --compile-bytecode --python "$venv" --require-hashes requirements-dev.lock
    install_project
    touch "$venv/.run-time" "$venv/.development"
}

install_screening() { # pyicu comes as source alone: what builds it is pinned too
    echo "Installing the packages of requirements-screening.lock ..."
    "$uv" pip install --quiet --compile-bytecode --python "$venv" --require-hashes \
        --build-constraints requirements-screening.lock -r requirements-screening.lock
    touch "$venv/.screening"
}

install_project() { # hatchling stands in the locks, so that nothing unpinned is downloaded to build
    "$uv" pip install --quiet --python "$venv" --no-deps --no-build-isolation --editable .
    "$venv/bin/python" -m compileall -q vetting flows # a cold start then costs half
}

export UV_PYTHON_DOWNLOADS=never
export UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-300}" # seconds; a slow line is no fault
unset VIRTUAL_ENV
# uv brings its own certificates; where the machine names none, those that the machine trusts are the better choice.
[ -n "${SSL_CERT_FILE:-}" ] || export UV_SYSTEM_CERTS=1

python=$(find_python)
install_uv "$python"
make_venv "$python"
case "${1:-}" in
    run-time) install_run_time ;;
    development) install_development ;;
    screening) install_screening ;;
    *) fail "say which set to install: run-time, development or screening." ;;
esac
