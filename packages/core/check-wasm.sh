#!/bin/sh
# Proves that the committed binary is what the sources give: rebuilds it and compares bytes, by the compiler that
# wasm/BUILD of @dof/backend-simd records.
set -eu
cd "$(dirname "$0")"
recorded=$(cat ../backend-simd/wasm/BUILD)
present=$(${CXX:-clang++} --version | head -n 1)
if [ "$recorded" != "$present" ]; then
  echo "wasm/fill-normal.wasm was built with '$recorded'; this is '$present', whose bytes may differ" >&2
  exit 1
fi
rebuilt=$(mktemp)
trap 'rm -f "$rebuilt"' EXIT
./build-wasm.sh "$rebuilt"
cmp "$rebuilt" wasm/fill-normal.wasm && echo "wasm/fill-normal.wasm is what kernels/ gives with $present"
