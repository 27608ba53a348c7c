#!/bin/sh
# Draws the README's pictures anew: the first page of a fictional case's record, and its page at the office's desk.
# Needs pdftoppm and chromium.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
.venv/bin/vetting run examples/conditions-data-analytics.yaml --engine direct --out "$folder"
mkdir -p docs/images
pdftoppm -r 80 -png -f 1 -l 1 -singlefile "$folder/record.pdf" docs/images/record
.venv/bin/vetting account add P-FOCAL --login focal --name "Focal point (fictional)" --role focal_point \
    --subject picture --home "$folder/home"
.venv/bin/python -m tools.page_picture "$folder/home" picture \
    /office/cases/conditions-data-analytics docs/images/desk.png
