// Marks the functions that the host calls.
#pragma once

#define DOF_EXPORT(name) extern "C" __attribute__((export_name(#name), visibility("default")))
