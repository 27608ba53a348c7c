#!/bin/sh
# Builds the styles and scripts that are committed under vetting/web/static from their npm packages, and their checksums.
# Only needed when a version here changes; nothing is built at install.
set -eu
cd "$(dirname "$0")/.."
static=vetting/web/static
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

npm --prefix "$folder" install --silent --no-audit --no-fund --ignore-scripts \
    govuk-frontend@6.3.0 htmx.org@4.0.1 axe-core@4.14.1 sass@1.97.0 rtlcss@4.3.0 >/dev/null
modules=$folder/node_modules

"$modules/.bin/sass" --no-source-map --style=compressed --quiet-deps \
    --load-path=tools/styles --load-path="$modules/govuk-frontend" tools/styles/theme.scss "$static/ltr.css"
"$modules/.bin/rtlcss" --silent "$static/ltr.css" "$static/rtl.css"
cp "$modules/htmx.org/dist/htmx.min.js" "$static/htmx.js"
cp "$modules/htmx.org/LICENSE" "$static/licences/htmx.txt"
cp "$modules/axe-core/axe.min.js" "$modules/axe-core/LICENSE" tests/web/axe/

find "$static" tests/web/axe -type f ! -name own.css ! -name office.css ! -name mark.svg ! -name drafts.js | LC_ALL=C sort |
    xargs sha256sum > tools/styles/vendored.sha256
