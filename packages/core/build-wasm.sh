#!/bin/sh
# Builds wasm/fill-normal.wasm, or the file given as first argument, from kernels/ and the headers of @dof/backend-simd.
# Only building needs that package: the binary is committed. For compiler and flags see build-wasm.sh there.
set -eu
cd "$(dirname "$0")"
out=${1:-wasm/fill-normal.wasm}
object=$(mktemp)
trap 'rm -f "$object"' EXIT
${CXX:-clang++} --target=wasm32 -std=c++17 -O3 -msimd128 -ffreestanding -fno-exceptions -fno-rtti -fno-math-errno \
  -ffp-contract=off -fvisibility=hidden -Wall -Wextra -Werror -I ../backend-simd/kernels \
  -c kernels/fill-normal.cpp -o "$object"
${WASM_LD:-wasm-ld} --no-entry --strip-all --gc-sections --stack-first -z stack-size=4096 \
  --export=__heap_base --initial-memory=131072 --max-memory=131072 -o "$out" "$object"
chmod 644 "$out"
