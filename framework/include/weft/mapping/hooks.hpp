// SPDX-License-Identifier: MIT
//
// Functions of a program that run when something happens to an entity.
//
//   m.before_update([](Article& article) { ++article.edits; });
//   m.after_load([](Article& article) { article.words = count_words(article.text); });
//   m.after_refresh([](Article& article) { article.words = count_words(article.text); });
//   m.validate<&Article::title>([](const std::string& title) { return !title.empty(); });
//
// They belong to the mapping, so every session of the process runs them, perhaps several threads at once. They run
// inside of the session's work: what they throw ends it, as a failed statement would. Included by mapping/mapper.hpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace weft {

enum class Moment : std::uint8_t {
  before_insert,
  after_insert,
  before_update,
  after_update,
  before_delete,
  after_delete,
  after_load,
  after_refresh,
};
inline constexpr std::size_t moments = 8;

/// Everything that runs for entities of one type.
class Hooks {
 public:
  using Function = std::function<void(void* object)>;

  void add(Moment moment, Function function) { functions_[static_cast<std::size_t>(moment)].push_back(std::move(function)); }
  /// Puts those of the base in front.
  void inherit(const Hooks& base) {
    for (std::size_t moment = 0; moment < moments; ++moment)
      functions_[moment].insert(functions_[moment].begin(), base.functions_[moment].begin(), base.functions_[moment].end());
  }
  [[nodiscard]] bool any(Moment moment) const noexcept { return !functions_[static_cast<std::size_t>(moment)].empty(); }
  void run(Moment moment, void* object) const {
    for (const auto& function : functions_[static_cast<std::size_t>(moment)]) function(object);
  }
  /// Those that `base` does not have.
  void run_beyond(const Hooks& base, Moment moment, void* object) const {
    const auto index = static_cast<std::size_t>(moment);
    for (std::size_t place = base.functions_[index].size(); place < functions_[index].size(); ++place)
      functions_[index][place](object);
  }

 private:
  std::array<std::vector<Function>, moments> functions_{};
};

/// Looks at the value of a column, or at an entity that is put into a relationship; false refuses it.
struct Validator {
  std::ptrdiff_t offset = 0;  ///< of the column's or the relationship's member
  std::function<bool(const void* value)> accepts{};
};

}  // namespace weft
