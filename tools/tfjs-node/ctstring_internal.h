// libtensorflow 1.15 has no strings of this kind, and the binding of tfjs-node 4.22 names them. No tensor of strings is
// made here: a program that makes one ends.
#ifndef TENSORFLOW_CORE_PLATFORM_CTSTRING_INTERNAL_H_
#define TENSORFLOW_CORE_PLATFORM_CTSTRING_INTERNAL_H_

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

typedef struct TF_TString {
  uint64_t words[3];
} TF_TString;

static inline void TF_TString_Init(TF_TString*) { abort(); }
static inline void TF_TString_Copy(TF_TString*, const char*, size_t) { abort(); }
static inline void TF_TString_Dealloc(TF_TString*) { abort(); }
static inline const char* TF_TString_GetDataPointer(const TF_TString*) { abort(); }
static inline size_t TF_TString_GetSize(const TF_TString*) { abort(); }

#endif
