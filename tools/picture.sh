#!/bin/sh
# Draws the README's picture anew: the first page of a fictional case's record. Needs pdftoppm.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
.venv/bin/vetting run examples/conditions-data-analytics.yaml --engine direct --out "$folder"
mkdir -p docs/images
pdftoppm -r 80 -png -f 1 -l 1 -singlefile "$folder/record.pdf" docs/images/record
