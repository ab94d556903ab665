// Compiled once per instruction set, with the namespace `dof` renamed as in the kernels. DOF_EXPORTED_KERNELS lists
// every function marked DOF_EXPORT; the build writes it into exported-kernels.h.
#include "kernel-table.h"

#include "bind.h"
#include "exported-kernels.h"

namespace dof {

#define DOF_ENTRY(name) {#name, Bound<decltype(&name), &name>::call},
static const KernelFunction functions[] = {DOF_EXPORTED_KERNELS(DOF_ENTRY)};

extern const KernelTable kernelTable;
const KernelTable kernelTable = {functions, sizeof(functions) / sizeof(functions[0])};

}  // namespace dof
