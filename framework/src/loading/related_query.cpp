// SPDX-License-Identifier: MIT
#include "weft/loading/related_query.hpp"

#include <tsl/robin_map.h>

#include <algorithm>
#include <map>

#include "loading/load_batch.hpp"
#include "loading/query_plan.hpp"
#include "loading/related_state.hpp"
#include "loading/related_statement.hpp"
#include "loading/select_run.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"
#include "weft/error.hpp"

namespace weft {
namespace {

using detail::RowView;

/// The owners by key, and what came for each key.
class OwnersByKey final : public detail::RowSink {
 public:
  OwnersByKey(const MappedRelationship& relationship, std::span<Instance* const> owners)
      : relationship_(relationship), local_(detail::local_columns(relationship)) {
    integers_ = local_.size() == 1 && is_integer(*local_.front());
    for (auto* owner : owners) add(*owner);
  }

  [[nodiscard]] const std::vector<std::vector<Value>>& keys() const noexcept { return keys_; }

  /// The next rows are those of so many keys from there on, and of no other owners.
  void expect(std::size_t start, std::size_t count) noexcept {
    only_ = count == 1 ? static_cast<std::uint32_t>(start) : nowhere;
    all_are_ours_ = true;
  }

  void row(const RowView& row) override {
    Instance* related = row.entity(0);
    if (!related) return;
    std::uint32_t slot = slot_of(row);
    // The database may take keys for equal that are not the same: by its collation, case and blanks at the end do not count.
    if (slot == nowhere) slot = only_;
    if (slot != nowhere)
      related_[slot].push_back(related);
    else if (all_are_ours_)
      ++strange_;
  }

  void warn_of_strange() const {
    if (strange_ != 0) detail::warn_strange(relationship_, strange_);
  }

  void attach(LoadState as) {
    for (const auto& [owner, slot] : owners_) {
      std::span<Instance* const> related;
      if (slot != nowhere) related = related_[slot];
      if (relationship_.to_one() && related.size() > 1) detail::warn_several(relationship_, related.size());
      detail::attach_loaded(*owner, relationship_, related, slot == nowhere ? LoadState::loaded : as);
    }
  }

 private:
  static constexpr std::uint32_t nowhere = static_cast<std::uint32_t>(-1);

  static bool is_integer(const MappedColumn& column) {
    TypeKind kind = column.column->type.kind;
    return column.names.empty() && (kind == TypeKind::int16 || kind == TypeKind::int32 || kind == TypeKind::int64);
  }

  void add(Instance& owner) {
    Scratch scratch;
    std::vector<Value> key;
    // Rows refer to an owner by the key that its own row has, whatever the program wrote over it meanwhile.
    const bool own_key = relationship_.direction != Direction::many_to_one || relationship_.owner_criteria;
    const void* object = own_key ? detail::identity_object(owner) : owner.object();
    for (const auto* column : local_) {
      Cell cell = column->bind(object, scratch);
      if (cell.is_null()) return owners_.emplace_back(&owner, nowhere), void();
      key.emplace_back(cell);
    }
    auto fresh = static_cast<std::uint32_t>(keys_.size());
    std::uint32_t slot = fresh;
    if (integers_ && key.front().kind() == CellKind::integer)
      slot = by_integer_.try_emplace(key.front().cell().integer, fresh).first->second;
    else
      slot = by_bytes_.try_emplace(bytes_of(key), fresh).first->second;
    if (slot == fresh) {
      keys_.push_back(std::move(key));
      related_.emplace_back();
    }
    owners_.emplace_back(&owner, slot);
  }

  [[nodiscard]] std::string bytes_of(const std::vector<Value>& key) const {
    std::string bytes;
    for (std::size_t index = 0; index < key.size(); ++index) detail::append_key(*local_[index], key[index].cell(), bytes);
    return bytes;
  }

  [[nodiscard]] std::uint32_t slot_of(const RowView& row) const {
    if (integers_) {
      const Cell& cell = key_cell(row, 0);
      if (cell.kind == CellKind::integer) {
        auto found = by_integer_.find(cell.integer);
        return found == by_integer_.end() ? nowhere : found->second;
      }
    }
    std::string bytes;
    Scratch scratch;
    for (std::size_t index = 0; index < local_.size(); ++index)
      detail::append_key(*local_[index], detail::canonical(*local_[index], key_cell(row, index), scratch), bytes);
    auto found = by_bytes_.find(bytes);
    return found == by_bytes_.end() ? nowhere : found->second;
  }

  /// The owner's key as the row has it: a column of the related entity, of the association table, or of the owner.
  [[nodiscard]] const Cell& key_cell(const RowView& row, std::size_t index) const {
    if (detail::rows_name_owner(relationship_)) return row.cell(1 + index);
    return row.cells[row.plan->entities.front().cell_of(*relationship_.pairs[index].remote)];
  }

  const MappedRelationship& relationship_;
  std::vector<const MappedColumn*> local_;
  bool integers_ = false;
  bool all_are_ours_ = false;
  std::uint32_t only_ = nowhere;
  std::size_t strange_ = 0;  ///< rows that belong to none of the owners
  std::vector<std::pair<Instance*, std::uint32_t>> owners_{};
  std::vector<std::vector<Value>> keys_{};
  std::vector<std::vector<Instance*>> related_{};
  tsl::robin_map<std::int64_t, std::uint32_t> by_integer_{};
  tsl::robin_map<std::string, std::uint32_t> by_bytes_{};
};

/// The batches that the owners were read in; none where a statement is not there to embed.
std::vector<const detail::LoadBatch*> batches_of(const LoadContext::State& context, const std::vector<Instance*>& owners) {
  std::vector<const detail::LoadBatch*> batches = context.batches;
  if (batches.empty())
    for (auto* owner : owners) {
      const detail::LoadBatch* batch = detail::InstanceAccess::batch(*owner);
      if (std::find(batches.begin(), batches.end(), batch) == batches.end()) batches.push_back(batch);
    }
  // New entities have none, one that streams stands for more than was read of it, and one that read the base of the owners
  // only may not name the key.
  const auto local = detail::local_columns(context.relationship);
  const bool fit = std::all_of(batches.begin(), batches.end(), [&](const detail::LoadBatch* batch) {
    return batch && batch->record && !batch->record->in_portions && std::all_of(local.begin(), local.end(), [&](const auto* column) {
      return batch->record->plan->entities[batch->position].knows(*column);
    });
  });
  return fit ? std::move(batches) : std::vector<const detail::LoadBatch*>();
}

/// A statement that is read in portions says nothing of where one of them begins.
void refuse_portions(const LoadContext::State& context) {
  const bool in_portions = std::any_of(context.batches.begin(), context.batches.end(),
                                       [](const detail::LoadBatch* batch) { return batch->record->in_portions; });
  if (!in_portions) return;
  const std::string member = context.relationship.display();
  throw UsageError("cannot read in portions: the strategy \"" + std::string(context.strategy) + "\" of \"" +
                   context.path.display() +
                   "\" repeats the statement of its owners, which would read all that is related for each portion\n"
                   "  load it by the keys of each portion:  .options(weft::selectinload<&" + member + ">())");
}

}  // namespace

RelatedQuery::RelatedQuery(std::unique_ptr<State> state) : state_(std::move(state)) {}
RelatedQuery::RelatedQuery(RelatedQuery&&) noexcept = default;
RelatedQuery::~RelatedQuery() = default;

RelatedQuery& RelatedQuery::for_owner(Instance& owner) {
  state_->owners = {&owner};
  return *this;
}

RelatedQuery& RelatedQuery::for_owners(std::span<Instance* const> owners) {
  state_->owners.assign(owners.begin(), owners.end());
  return *this;
}

RelatedQuery& RelatedQuery::for_owners_of_statement(std::span<Instance* const> owners) {
  state_->form = RelatedForm::by_statement;
  return for_owners(owners);
}

RelatedQuery& RelatedQuery::chunk_size(std::size_t keys) {
  state_->chunk = keys;
  return *this;
}

void RelatedQuery::load() {
  LoadContext::State& context = state_->context;
  detail::SessionCore& session = context.session;
  OwnersByKey owners(context.relationship, state_->owners);
  std::vector<detail::SelectRun> runs;
  const std::uint64_t query = context.batches.empty() ? session.next_query() : context.batches.front()->record->query;
  auto run = [&](std::shared_ptr<const detail::SelectState> select) {
    runs.emplace_back(session, std::move(select), context.below, context.path);
    if (context.populated) runs.back().populate_existing(context.populated);
    runs.back().part_of(query);
    runs.back().execute(owners);
  };

  std::vector<const detail::LoadBatch*> batches;
  if (state_->form == RelatedForm::by_statement) {
    refuse_portions(context);
    batches = batches_of(context, state_->owners);
  }
  if (owners.keys().empty()) {
    // Every key is null: there is nothing to ask for.
  } else if (!batches.empty()) {
    for (auto& select : detail::select_by_statement(session.engine(), context.relationship, context.filter, batches))
      run(std::move(select));
  } else {
    const Capabilities& can = session.engine().capabilities();
    std::size_t width = owners.keys().front().size();
    std::size_t chunk = std::min(can.key_chunk, std::max<std::size_t>(can.max_parameters / width, 1));
    if (state_->chunk != 0) chunk = std::min(chunk, state_->chunk);
    std::span<const std::vector<Value>> keys = owners.keys();
    for (std::size_t start = 0; start < keys.size(); start += chunk) {
      const auto asked = keys.subspan(start, std::min(chunk, keys.size() - start));
      owners.expect(start, asked.size());
      run(detail::select_by_keys(context.relationship, context.filter, asked, chunk));
    }
    owners.warn_of_strange();
  }
  owners.attach(context.filter.all() ? LoadState::loaded : LoadState::partial);
  detail::SelectRun::after_load(session, runs);
}

}  // namespace weft
