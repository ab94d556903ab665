// The native addon: kernels for several instruction sets in one binary, and the memory they work in. Compiled for the
// baseline of the processor family; DOF_VARIANTS lists the instruction sets, best first.
#include <node_api.h>
#include <stdint.h>

#include "kernel-table.h"
#ifdef __linux__
#include <sys/mman.h>
#endif

#define DOF_DECLARE(name) \
  namespace dof_##name {  \
  extern const KernelTable kernelTable; \
  }
DOF_VARIANTS(DOF_DECLARE)

namespace {

// The processor's features as far as the operating system saves their registers, which the compiler's library checks.
bool has_plain() { return true; }
#if defined(__x86_64__)
bool has_avx2() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
bool has_avx512() {
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
}
#endif

struct Variant {
  const char *name;
  bool runs;
  const KernelTable *kernels;
};

napi_value fail(napi_env env, const char *message) {
  napi_throw_type_error(env, nullptr, message);
  return nullptr;
}

void setFunction(napi_env env, napi_value object, const char *name, napi_callback call, void *data) {
  napi_value function = nullptr;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, call, data, &function);
  napi_set_named_property(env, object, name, function);
}

// An object with every kernel of the variant that the function was made for.
napi_value openVariant(napi_env env, napi_callback_info info) {
  void *data = nullptr;
  napi_get_cb_info(env, info, nullptr, nullptr, nullptr, &data);
  const KernelTable *kernels = static_cast<const KernelTable *>(data);
  napi_value object = nullptr;
  napi_create_object(env, &object);
  for (size_t i = 0; i < kernels->count; i++)
    setFunction(env, object, kernels->functions[i].name, kernels->functions[i].call, nullptr);
  return object;
}

bool bufferArgument(napi_env env, napi_callback_info info, napi_value *buffer, void **data, size_t *bytes) {
  size_t count = 1;
  return napi_get_cb_info(env, info, &count, buffer, nullptr, nullptr) == napi_ok && count == 1 &&
         napi_get_arraybuffer_info(env, *buffer, data, bytes) == napi_ok;
}

// The address of an ArrayBuffer's memory, which stays where it is as long as the buffer is referred to and not
// released. Asks for large pages: reading a matrix through small ones misses the translation buffer.
napi_value pin(napi_env env, napi_callback_info info) {
  napi_value buffer = nullptr, address = nullptr;
  void *data = nullptr;
  size_t bytes = 0;
  if (!bufferArgument(env, info, &buffer, &data, &bytes)) return fail(env, "pin takes an ArrayBuffer");
#ifdef __linux__
  constexpr uintptr_t kLargePage = 1 << 21;
  const uintptr_t start = (reinterpret_cast<uintptr_t>(data) + kLargePage - 1) & ~(kLargePage - 1);
  const uintptr_t end = (reinterpret_cast<uintptr_t>(data) + bytes) & ~(kLargePage - 1);
  if (start < end) madvise(reinterpret_cast<void *>(start), end - start, MADV_HUGEPAGE);
#endif
  napi_create_double(env, static_cast<double>(reinterpret_cast<uintptr_t>(data)), &address);
  return address;
}

// Frees an ArrayBuffer's memory at once, instead of when the collector finds it; its views become empty.
napi_value release(napi_env env, napi_callback_info info) {
  napi_value buffer = nullptr;
  void *data = nullptr;
  size_t bytes = 0;
  if (!bufferArgument(env, info, &buffer, &data, &bytes) || napi_detach_arraybuffer(env, buffer) != napi_ok)
    return fail(env, "release takes an ArrayBuffer");
  return nullptr;
}

}  // namespace

// { sources, pin, release, variants: { name: () => kernels } }, with the variants that run here, best first.
NAPI_MODULE_INIT() {
#if defined(__x86_64__)
  __builtin_cpu_init();
#endif
#define DOF_VARIANT(name) {#name, has_##name(), &dof_##name::kernelTable},
  const Variant all[] = {DOF_VARIANTS(DOF_VARIANT)};
  napi_value sources = nullptr, variants = nullptr;
  napi_create_string_utf8(env, DOF_SOURCES, NAPI_AUTO_LENGTH, &sources);
  napi_set_named_property(env, exports, "sources", sources);
  setFunction(env, exports, "pin", pin, nullptr);
  setFunction(env, exports, "release", release, nullptr);
  napi_create_object(env, &variants);
  for (const Variant &variant : all)
    if (variant.runs) setFunction(env, variants, variant.name, openVariant, const_cast<KernelTable *>(variant.kernels));
  napi_set_named_property(env, exports, "variants", variants);
  return exports;
}
