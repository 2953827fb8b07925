# How a target of this project is made. Every folder's CMakeLists.txt uses only
# the functions below, so what holds for all targets stands in one place.
include(GNUInstallDirs)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
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
  # No path of the machine that built it, not even in the text of an assertion.
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=
  -Wall -Wextra -Wno-unused-parameter -Werror=return-type -Werror=switch)
if(PLEXUS_SANITIZE)
  target_compile_options(plexus_flags INTERFACE
    -fsanitize=${PLEXUS_SANITIZE} -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  target_link_options(plexus_flags INTERFACE -fsanitize=${PLEXUS_SANITIZE})
endif()

# Code that sees MLIR: Debian's libraries are built without exceptions.
add_library(plexus_mlir_flags INTERFACE)
target_link_libraries(plexus_mlir_flags INTERFACE plexus_flags MLIR LLVM)
target_include_directories(plexus_mlir_flags SYSTEM INTERFACE
  ${LLVM_INCLUDE_DIRS} ${MLIR_INCLUDE_DIRS})
target_compile_options(plexus_mlir_flags INTERFACE -fno-exceptions)
separate_arguments(llvm_definitions UNIX_COMMAND "${LLVM_DEFINITIONS}")
# PLEXUS_MLIR_OPTIONS is -O0 in preset dev: the optimiser spends most of a build
# on generated accessors, and the work of the compiler is done in Debian's
# libraries anyway.
separate_arguments(mlir_options UNIX_COMMAND "${PLEXUS_MLIR_OPTIONS}")
target_compile_options(plexus_mlir_flags INTERFACE
  ${llvm_definitions} ${mlir_options})

# plexus_library(<name> [MLIR] SOURCES ... [LINK ...])
# A static library; with MLIR it sees MLIR and LLVM and shares one precompiled
# header with all other such libraries.
function(plexus_library name)
  cmake_parse_arguments(arg "MLIR" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  if(arg_MLIR)
    target_link_libraries(${name} PUBLIC plexus_mlir_flags ${arg_LINK})
    plexus_precompile(${name})
  else()
    target_link_libraries(${name} PUBLIC plexus_flags ${arg_LINK})
  endif()
endfunction()

# plexus_executable(<name> [MLIR] SOURCES ... [LINK ...])
# Programs are few lines over libraries, so they go without the precompiled
# header (which is for -fPIC, and they are -fPIE).
function(plexus_executable name)
  cmake_parse_arguments(arg "MLIR" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  if(arg_MLIR)
    target_link_libraries(${name} PRIVATE plexus_mlir_flags ${arg_LINK})
  else()
    target_link_libraries(${name} PRIVATE plexus_flags ${arg_LINK})
  endif()
endfunction()

# plexus_unit_test(<name> SOURCES ... [LINK ...]): a GoogleTest program. Its main
# comes first: libplexus_host.a has one too, that of generated programs.
function(plexus_unit_test name)
  cmake_parse_arguments(arg "MLIR" "" "SOURCES;LINK" ${ARGN})
  set(flag "")
  if(arg_MLIR)
    set(flag MLIR)
  endif()
  plexus_executable(${name} ${flag} SOURCES ${arg_SOURCES}
    LINK GTest::gtest_main GTest::gtest ${arg_LINK})
  add_test(NAME ${name} COMMAND ${name})
  set_property(GLOBAL APPEND PROPERTY PLEXUS_UNIT_TESTS ${name})
endfunction()

# One precompiled header of MLIR serves all targets that see MLIR.
function(plexus_precompile name)
  if(NOT PLEXUS_PCH)
    return()
  endif()
  if(NOT TARGET plexus_pch)
    file(WRITE ${PROJECT_BINARY_DIR}/pch.cpp "")
    add_library(plexus_pch OBJECT ${PROJECT_BINARY_DIR}/pch.cpp)
    target_link_libraries(plexus_pch PRIVATE plexus_mlir_flags)
    target_precompile_headers(plexus_pch PRIVATE
      <mlir/Dialect/Arith/IR/Arith.h>
      <mlir/Dialect/Func/IR/FuncOps.h>
      <mlir/Dialect/Linalg/IR/Linalg.h>
      <mlir/Dialect/Tensor/IR/Tensor.h>
      <mlir/IR/BuiltinOps.h>
      <mlir/IR/OpImplementation.h>
      <mlir/Pass/Pass.h>)
  endif()
  target_precompile_headers(${name} REUSE_FROM plexus_pch)
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
