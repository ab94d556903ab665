// The kernels of one instruction set as a table of Node-API functions.
#pragma once
#include <node_api.h>
#include <stddef.h>

struct KernelFunction {
  const char *name;
  napi_callback call;
};

struct KernelTable {
  const KernelFunction *functions;
  size_t count;
};
