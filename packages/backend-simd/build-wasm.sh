#!/bin/sh
# Builds wasm/dof-kernels.wasm, or the file given as first argument, from kernels/*.cpp.
# Needs clang and wasm-ld (Debian: apt-get install clang lld); wasm/BUILD records the version of the committed binary.
set -eu
cd "$(dirname "$0")"
out=${1:-wasm/dof-kernels.wasm}
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT

# No fast-math and no contraction: sums keep the order they are written in, NaN stays NaN, and every build of these
# sources that keeps the lane count gives the same bits.
# Loop strength reduction is off because it rewrites addresses so that constant offsets cost an addition each.
for source in kernels/*.cpp; do
  # The scheduler would read a projection's matrix backwards within a chunk, against the hardware prefetcher.
  case $source in */projection.cpp) schedule='-mllvm -pre-RA-sched=source' ;; *) schedule= ;; esac
  # shellcheck disable=SC2086
  ${CXX:-clang++} --target=wasm32 -std=c++17 -O3 -msimd128 -mbulk-memory -ffreestanding -fno-exceptions -fno-rtti \
    -fno-math-errno -ffp-contract=off -fvisibility=hidden \
    -mllvm -disable-lsr $schedule -Wall -Wextra -Werror \
    -c "$source" -o "$objects/$(basename "$source" .cpp).o"
done
${WASM_LD:-wasm-ld} --no-entry --strip-all --gc-sections --stack-first -z stack-size=65536 \
  --export=__heap_base --initial-memory=1048576 --max-memory=4294967296 \
  -o "$out" "$objects"/*.o
chmod 644 "$out"
if [ $# -eq 0 ]; then ${CXX:-clang++} --version | head -n 1 > wasm/BUILD; fi
