# How a target of this project is made. Every folder's CMakeLists.txt uses only
# the functions below, so what holds for all targets stands in one place.
include(GNUInstallDirs)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

# What every translation unit of ours is compiled with. No contraction: a fused
# multiply-add stands in the source where it is meant, and nowhere else.
add_library(plexus_flags INTERFACE)
target_include_directories(plexus_flags INTERFACE
  ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
target_compile_options(plexus_flags INTERFACE
  -ffp-contract=off -fno-math-errno
  # The same for libraries and programs, so that they can share precompiled headers.
  -fPIC
  # No path of the machine that built it, not even in the text of an assertion.
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=
  -Wall -Wextra -Wno-unused-parameter -Werror=return-type -Werror=switch)
if(PLEXUS_SANITIZE)
  target_compile_options(plexus_flags INTERFACE
    -fsanitize=${PLEXUS_SANITIZE} -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  target_link_options(plexus_flags INTERFACE -fsanitize=${PLEXUS_SANITIZE})
endif()

# What sees MLIR, and the tests: neither the runtime nor the reader of the language,
# which tests give files of megabytes. PLEXUS_COMPILER_OPTIONS is -O0 in preset
# dev: the optimiser spends most of a build on generated accessors and on templates of
# libraries, and the work of the compiler is done in Debian's libraries anyway.
add_library(plexus_compiler_flags INTERFACE)
separate_arguments(compiler_options UNIX_COMMAND "${PLEXUS_COMPILER_OPTIONS}")
target_link_libraries(plexus_compiler_flags INTERFACE plexus_flags)
target_compile_options(plexus_compiler_flags INTERFACE ${compiler_options})

add_library(plexus_llvm_flags INTERFACE)
target_link_libraries(plexus_llvm_flags INTERFACE plexus_flags LLVM)
target_include_directories(plexus_llvm_flags SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})

# Code that sees MLIR: Debian's libraries are built without exceptions.
add_library(plexus_mlir_flags INTERFACE)
target_link_libraries(plexus_mlir_flags INTERFACE
  plexus_compiler_flags plexus_llvm_flags MLIR)
target_include_directories(plexus_mlir_flags SYSTEM INTERFACE ${MLIR_INCLUDE_DIRS})
target_compile_options(plexus_mlir_flags INTERFACE -fno-exceptions)
separate_arguments(llvm_definitions UNIX_COMMAND "${LLVM_DEFINITIONS}")
target_compile_options(plexus_mlir_flags INTERFACE ${llvm_definitions})

# A target is of a kind, which decides its flags and the headers that are precompiled
# for it: more than half of the time of compiling went into reading the same ones.
#   mlir      sees MLIR and LLVM
#   llvm      the reader of the language, which sees LLVM's support library
#   runtime   sees neither, and is optimised
#   test      a program of GoogleTest that sees neither
#   plain     as runtime, but without precompiled headers: its own options decide about
#             machine code (-march, -O2), or it is small
set(common_headers
  <algorithm> <array> <charconv> <cmath> <functional> <map> <memory> <optional>
  <ostream> <span> <string> <vector>)
set(plexus_headers_mlir
  <mlir/Dialect/Arith/IR/Arith.h> <mlir/Dialect/Func/IR/FuncOps.h>
  <mlir/Dialect/LLVMIR/LLVMDialect.h> <mlir/Dialect/Linalg/IR/Linalg.h>
  <mlir/Dialect/MemRef/IR/MemRef.h> <mlir/Dialect/SCF/IR/SCF.h>
  <mlir/Dialect/Tensor/IR/Tensor.h> <mlir/IR/BuiltinOps.h>
  <mlir/IR/OpImplementation.h> <mlir/Pass/Pass.h> <mlir/Pass/PassManager.h>
  <llvm/IR/Module.h> <llvm/Passes/PassBuilder.h>)
set(plexus_headers_llvm
  ${common_headers} <llvm/ADT/STLExtras.h> <llvm/ADT/SmallVector.h>
  <llvm/ADT/StringExtras.h> <llvm/ADT/StringMap.h> <llvm/Support/Error.h>
  <llvm/Support/JSON.h> <llvm/Support/SourceMgr.h> <llvm/Support/raw_ostream.h>)
set(plexus_headers_runtime ${common_headers} <nlohmann/json.hpp>)
set(plexus_headers_test
  ${plexus_headers_runtime} <filesystem> <fstream> <set> <sstream> <gtest/gtest.h>)
set(plexus_headers_plain "")
set(plexus_flags_mlir plexus_mlir_flags)
set(plexus_flags_llvm plexus_llvm_flags)
set(plexus_flags_runtime plexus_flags)
set(plexus_flags_test plexus_compiler_flags GTest::gtest)
set(plexus_flags_plain plexus_flags)

# plexus_library(<name> [KIND <kind>] SOURCES ... [LINK ...]): a static library.
function(plexus_library name)
  cmake_parse_arguments(arg "" "KIND" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  plexus_target(${name} PUBLIC "${arg_KIND}" ${arg_LINK})
endfunction()

# plexus_executable(<name> [KIND <kind>] SOURCES ... [LINK ...])
function(plexus_executable name)
  cmake_parse_arguments(arg "" "KIND" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  plexus_target(${name} PRIVATE "${arg_KIND}" ${arg_LINK})
endfunction()

# plexus_unit_test(<name> [KIND <kind>] SOURCES ... [LINK ...]): a GoogleTest program,
# of kind test if it does not say otherwise. Its main comes first: libplexus_host.a has
# one too, that of generated programs.
function(plexus_unit_test name)
  cmake_parse_arguments(arg "" "KIND" "SOURCES;LINK" ${ARGN})
  if(NOT arg_KIND)
    set(arg_KIND test)
  endif()
  plexus_executable(${name} KIND ${arg_KIND} SOURCES ${arg_SOURCES}
    LINK GTest::gtest_main GTest::gtest ${arg_LINK})
  add_test(NAME ${name} COMMAND ${name})
  set_property(GLOBAL APPEND PROPERTY PLEXUS_UNIT_TESTS ${name})
endfunction()

# What libraries and programs have in common.
function(plexus_target name scope kind)
  if(NOT kind)
    set(kind plain)
  endif()
  if(NOT DEFINED plexus_flags_${kind})
    message(FATAL_ERROR "${name}: no kind of target is called ${kind}")
  endif()
  target_link_libraries(${name} ${scope} ${plexus_flags_${kind}} ${ARGN})
  if(NOT PLEXUS_PCH OR NOT plexus_headers_${kind})
    return()
  endif()
  if(NOT TARGET plexus_pch_${kind})
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/pch.cpp CONTENT "")
    add_library(plexus_pch_${kind} OBJECT ${PROJECT_BINARY_DIR}/pch.cpp)
    target_link_libraries(plexus_pch_${kind} PRIVATE ${plexus_flags_${kind}})
    target_precompile_headers(plexus_pch_${kind} PRIVATE ${plexus_headers_${kind}})
  endif()
  target_precompile_headers(${name} REUSE_FROM plexus_pch_${kind})
endfunction()

# plexus_tablegen(<target> <file.td> <output> <generator> [<output> <generator>...])
# Runs mlir-tblgen over one file; sources that include an output depend on <target>.
function(plexus_tablegen target source)
  set(outputs "")
  set(pairs ${ARGN})
  get_filename_component(absolute ${source} ABSOLUTE)
  while(pairs)
    list(POP_FRONT pairs output generator)
    set(path ${CMAKE_CURRENT_BINARY_DIR}/${output})
    separate_arguments(generator UNIX_COMMAND "${generator}")
    add_custom_command(OUTPUT ${path}
      COMMAND mlir-tblgen ${generator} -I ${MLIR_INCLUDE_DIRS}
        -I ${PROJECT_SOURCE_DIR} -I ${CMAKE_CURRENT_SOURCE_DIR}
        ${absolute} --write-if-changed -d ${output}.d -o ${path}
      DEPFILE ${CMAKE_CURRENT_BINARY_DIR}/${output}.d
      DEPENDS ${absolute} mlir-tblgen
      WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}
      COMMENT "Generating ${output}")
    list(APPEND outputs ${path})
  endwhile()
  add_custom_target(${target} DEPENDS ${outputs})
endfunction()
