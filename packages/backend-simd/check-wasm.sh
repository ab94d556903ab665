#!/bin/sh
# Proves that the committed binary is what the sources give: rebuilds it with the recorded compiler and compares bytes.
set -eu
cd "$(dirname "$0")"
recorded=$(cat wasm/BUILD)
present=$(${CXX:-clang++} --version | head -n 1)
if [ "$recorded" != "$present" ]; then
  echo "wasm/dof-kernels.wasm was built with '$recorded'; this is '$present', whose bytes may differ" >&2
  exit 1
fi
rebuilt=$(mktemp)
trap 'rm -f "$rebuilt"' EXIT
./build-wasm.sh "$rebuilt"
cmp "$rebuilt" wasm/dof-kernels.wasm && echo "wasm/dof-kernels.wasm is what kernels/ gives with $present"
