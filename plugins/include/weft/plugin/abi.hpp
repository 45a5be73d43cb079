// SPDX-License-Identifier: MIT
//
// What a plugin and the program that loads it must have in common, because C++ objects pass between them.
//
//   weft::plugins::abi_number   the version of weft's own plugin interfaces
//   weft::plugins::abi_tag      what changes the layout of those interfaces: "linux-x86_64-libstdc++-cxx11"
//
// The brand of the compiler is recorded and not compared: g++ and clang agree on one platform's layout.
#pragma once

// Any standard header would do: it defines the macros of the standard library.
#include <cstdint>
#include <string_view>

#if defined(__linux__)
#define WEFT_ABI_OS "linux"
#elif defined(__FreeBSD__)
#define WEFT_ABI_OS "freebsd"
#else
#error "weft reads plugin manifests from ELF files: this system has others"
#endif

#if defined(__x86_64__) && defined(__ILP32__)
#define WEFT_ABI_ARCH "-x32"
#elif defined(__x86_64__)
#define WEFT_ABI_ARCH "-x86_64"
#elif defined(__i386__)
#define WEFT_ABI_ARCH "-i386"
#elif defined(__aarch64__) && defined(__AARCH64EB__)
#define WEFT_ABI_ARCH "-aarch64_be"
#elif defined(__aarch64__)
#define WEFT_ABI_ARCH "-aarch64"
#elif defined(__riscv) && __riscv_xlen == 64
#define WEFT_ABI_ARCH "-riscv64"
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
#define WEFT_ABI_ARCH "-ppc64le"
#elif defined(__s390x__)
#define WEFT_ABI_ARCH "-s390x"
#else
#error "weft does not know this architecture: give it a name here"
#endif

#define WEFT_ABI_TEXT_OF(number) #number
#define WEFT_ABI_TEXT(number) WEFT_ABI_TEXT_OF(number)
#if defined(_LIBCPP_VERSION)
#define WEFT_ABI_LIBRARY "-libc++-" WEFT_ABI_TEXT(_LIBCPP_ABI_VERSION)
#elif defined(_GLIBCXX_DEBUG)
#define WEFT_ABI_LIBRARY "-libstdc++-debug"
#elif defined(_GLIBCXX_USE_CXX11_ABI) && _GLIBCXX_USE_CXX11_ABI
#define WEFT_ABI_LIBRARY "-libstdc++-cxx11"
#else
#define WEFT_ABI_LIBRARY "-libstdc++-cxx98"
#endif

// clang says it with __has_feature, g++ with a macro.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WEFT_ABI_SANITIZER "-asan"
#elif __has_feature(thread_sanitizer)
#define WEFT_ABI_SANITIZER "-tsan"
#elif __has_feature(memory_sanitizer)
#define WEFT_ABI_SANITIZER "-msan"
#endif
#endif
#if !defined(WEFT_ABI_SANITIZER) && defined(__SANITIZE_ADDRESS__)
#define WEFT_ABI_SANITIZER "-asan"
#elif !defined(WEFT_ABI_SANITIZER) && defined(__SANITIZE_THREAD__)
#define WEFT_ABI_SANITIZER "-tsan"
#elif !defined(WEFT_ABI_SANITIZER)
#define WEFT_ABI_SANITIZER ""
#endif

#if defined(__clang__)
#define WEFT_ABI_COMPILER "clang " __clang_version__
#else
#define WEFT_ABI_COMPILER "g++ " __VERSION__
#endif

namespace weft::plugins {

/// Moves whenever a public plugin header moves; plugins/abi.lock holds the two together.
inline constexpr std::uint32_t abi_number = 1;

/// Must be equal in plugin and program.
inline constexpr std::string_view abi_tag = WEFT_ABI_OS WEFT_ABI_ARCH WEFT_ABI_LIBRARY WEFT_ABI_SANITIZER;

/// For the reader of a list of plugins; never compared.
inline constexpr std::string_view built_with = WEFT_ABI_COMPILER;

} // namespace weft::plugins

#undef WEFT_ABI_OS
#undef WEFT_ABI_ARCH
#undef WEFT_ABI_TEXT_OF
#undef WEFT_ABI_TEXT
#undef WEFT_ABI_LIBRARY
#undef WEFT_ABI_SANITIZER
#undef WEFT_ABI_COMPILER
