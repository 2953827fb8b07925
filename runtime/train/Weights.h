//===- Weights.h - parameters from and to safetensors files --------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_TRAIN_WEIGHTS_H
#define PLEXUS_RUNTIME_TRAIN_WEIGHTS_H

#include "runtime/session/Session.h"

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace plexus::host {

/// Told of each parameter that was loaded with values that are not
/// finite, in the form of a warning: "w.safetensors: 3 elements of ...".
using Warn = std::function<void(const std::string &)>;

/// `weights { rename: [["0.*", "fc1.*"]] }`: a tensor of a file that matches
/// `from` is called `to` here. Both have one `*`, which stands for the same
/// text, or none.
struct Renaming {
  std::string from, to;
};

/// What the first rule that matches makes of a name, or the name as it is.
std::string renamed(const std::string &name, std::span<const Renaming> rules);

/// Which parameters come from where in a file.
struct LoadRule {
  std::string only; ///< a pattern in which `*` stands for any text; may be
                    ///< empty
  std::vector<Renaming> renames;
};

/// Loads the parameters from `path`, converted to the element type. Without
/// `only` the file has exactly the parameters of the network; with it those
/// that match are loaded, and whatever else is in the file is ignored. Names
/// are those after `renames`, but in a file that this network has written,
/// which has them already. Errors (65): a parameter that is missing, a tensor
/// too many, two tensors of one name, another shape or type. With all of them
/// come the session's constants, which may be none.
void loadWeights(Session &session, const std::string &path,
                 const LoadRule &rule, const Warn &warn);

/// The constants of a file of weights, a checkpoint for example. Nothing where
/// it cannot be read: who goes on to read the parameters says why.
std::optional<LearntConstants> constantsIn(const std::string &path);

/// What a file that has the session's parameters says beside them: which
/// network they are of, and what its data has taught, if that is something.
std::map<std::string, std::string> metadataOf(const Session &session);

/// Writes all parameters under their path names, in the element type. The file
/// that is there before gets the name `keptAs`, if that is not empty.
void saveWeights(Session &session, const std::string &path,
                 const std::string &keptAs = {});

/// Whether `name` matches `pattern`, in which `*` stands for any text.
bool matches(std::string_view name, std::string_view pattern);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_TRAIN_WEIGHTS_H
