// Marks the functions that the host calls. WebAssembly exports them by name; for the native addon the build finds the
// marks and makes a table of the functions, see native/exported-functions.mjs.
#pragma once

#ifdef __wasm__
#define DOF_EXPORT(name) extern "C" __attribute__((export_name(#name), visibility("default")))
#else
#define DOF_EXPORT(name)
#endif
