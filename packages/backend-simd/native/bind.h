// Makes a Node-API function of a kernel: numbers in, a number out. Pointers are numbers too, namely addresses inside
// blocks that addon.cpp pinned; 53 bits hold every address of a process.
#pragma once
#include <node_api.h>
#include <stdint.h>

namespace dof {

inline bool fromNumber(napi_env env, napi_value number, double *out) {
  return napi_get_value_double(env, number, out) == napi_ok;
}
inline bool fromNumber(napi_env env, napi_value number, uint32_t *out) {
  return napi_get_value_uint32(env, number, out) == napi_ok;
}
inline bool fromNumber(napi_env env, napi_value number, float *out) {
  double value = 0.0;
  const bool ok = fromNumber(env, number, &value);
  *out = static_cast<float>(value);
  return ok;
}
template <class T>
bool fromNumber(napi_env env, napi_value number, T **out) {
  double value = 0.0;
  const bool ok = fromNumber(env, number, &value);
  *out = reinterpret_cast<T *>(static_cast<uintptr_t>(static_cast<int64_t>(value)));
  return ok;
}

template <class T>
constexpr bool kIsVoid = false;
template <>
constexpr bool kIsVoid<void> = true;

// Calls a kernel with the arguments converted so far, and converts the next one as long as any is left.
template <class... Left>
struct Convert;
template <>
struct Convert<> {
  template <class Kernel, class... Converted>
  static bool call(napi_env, const napi_value *, double *result, Kernel kernel, Converted... converted) {
    if constexpr (kIsVoid<decltype(kernel(converted...))>)
      kernel(converted...);
    else
      *result = static_cast<double>(kernel(converted...));
    return true;
  }
};
template <class Next, class... Left>
struct Convert<Next, Left...> {
  template <class Kernel, class... Converted>
  static bool call(napi_env env, const napi_value *numbers, double *result, Kernel kernel, Converted... converted) {
    Next next = Next();
    return fromNumber(env, *numbers, &next) &&
           Convert<Left...>::call(env, numbers + 1, result, kernel, converted..., next);
  }
};

template <class Kernel, Kernel kernel>
struct Bound;
template <class Result, class... Parameters, Result (*kernel)(Parameters...)>
struct Bound<Result (*)(Parameters...), kernel> {
  static napi_value call(napi_env env, napi_callback_info info) {
    constexpr size_t wanted = sizeof...(Parameters);
    napi_value arguments[wanted + 1];
    size_t count = wanted;
    double result = 0.0;
    if (napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr) != napi_ok || count < wanted ||
        !Convert<Parameters...>::call(env, arguments, &result, kernel)) {
      napi_throw_type_error(env, nullptr, "a kernel takes numbers, as many as it has parameters");
      return nullptr;
    }
    napi_value value = nullptr;
    napi_create_double(env, result, &value);
    return value;
  }
};

}  // namespace dof
