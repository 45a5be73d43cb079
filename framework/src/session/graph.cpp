// SPDX-License-Identifier: MIT
#include "session/graph.hpp"

#include <algorithm>
#include <new>

#include "loading/deferred_columns.hpp"
#include "loading/load_batch.hpp"
#include "session/nursery.hpp"
#include "weft/error.hpp"

namespace weft {
namespace {

constexpr std::uint32_t first_slab = 16;
constexpr std::uint32_t largest_slab = 1024;

}  // namespace

namespace detail {
namespace {

constexpr std::size_t slab_alignment = alignof(Slab);

std::size_t slot_size(const MappedEntity& entity) noexcept {
  std::size_t size = sizeof(Instance) + entity.object.size;
  std::size_t align = std::max(alignof(Instance), entity.object.align);
  return (size + align - 1) / align * align;
}

Slab* make_slab(Graph& graph, const MappedEntity& entity, std::uint32_t capacity) {
  std::size_t slot = slot_size(entity);
  void* place = ::operator new(sizeof(Slab) + capacity * slot, std::align_val_t{slab_alignment});
  return ::new (place) Slab{&graph, &entity, capacity, 0, slot, nullptr};
}

void destroy_slab(Slab* slab) noexcept {
  const ObjectOps& object = slab->entity->object;
  for (std::uint32_t index = 0; index < slab->used; ++index) {
    Instance& instance = *slab->slot(index);
    if (!InstanceAccess::slab(instance)) continue;
    if (InstanceAccess::extra(instance)) drop_extra(instance);
    if (auto* batch = InstanceAccess::batch(instance)) release(*batch);
    object.destroy(InstanceAccess::object(instance));
  }
  ::operator delete(slab, std::align_val_t{slab_alignment});
}

}  // namespace

void InstanceAccess::first_handle(Instance& instance) noexcept { instance.slab_->graph->handle_appeared(); }
void InstanceAccess::last_handle(Instance& instance) noexcept { instance.slab_->graph->handle_vanished(); }

void write_identity(Instance& instance) {
  const MappedEntity& entity = instance.entity();
  const MappedColumn* discriminator = entity.discriminator;
  if (discriminator && !entity.identity.is_null()) discriminator->read(entity.identity.cell(), InstanceAccess::object(instance));
}

InstanceExtra& extra_of(Instance& instance) {
  auto*& extra = InstanceAccess::extra(instance);
  if (!extra) extra = new InstanceExtra;
  return *extra;
}

void drop_extra(Instance& instance) noexcept {
  auto*& extra = InstanceAccess::extra(instance);
  if (!extra) return;
  if (extra->snapshot) destroy_copy(instance.entity(), extra->snapshot);
  delete extra;
  extra = nullptr;
}

void take_snapshot(Instance& instance) {
  InstanceExtra& extra = extra_of(instance);
  if (!extra.snapshot) extra.snapshot = copy_object(instance.entity(), instance.object());
}

void* copy_object(const MappedEntity& entity, const void* object) {
  void* place = ::operator new(entity.object.size, object_alignment);
  try {
    entity.object.copy_construct(place, object);
  } catch (...) {
    ::operator delete(place, object_alignment);
    throw;
  }
  return place;
}

void destroy_copy(const MappedEntity& entity, void* copy) noexcept {
  entity.object.destroy(copy);
  ::operator delete(copy, object_alignment);
}

SessionCore* session_of(Instance& instance) noexcept {
  State state = instance.state();
  if (state == State::transient || state == State::detached) return nullptr;
  return graph_of(instance).session();
}

void unite(Instance& left, Instance& right) {
  Graph& first = graph_of(left);
  Graph& second = graph_of(right);
  if (&first == &second) return;
  if (first.session() && second.session())
    throw UsageError("cannot link \"" + left.entity().name + "\" and \"" + right.entity().name +
                     "\": they belong to two sessions\n  read one of them in the session of the other, with session.get(...)");
  if (second.session())
    second.absorb(first);
  else
    first.absorb(second);
}

}  // namespace detail

const MappedEntity& Instance::entity() const noexcept { return *slab_->entity; }

Graph& Graph::create() { return *new Graph; }

Graph::~Graph() {
  end_nursery();
  for (auto* slab : slabs_)
    if (slab) detail::destroy_slab(slab);
}

detail::Slab& Graph::open_slab(const MappedEntity& entity, bool alone) {
  detail::Slab** place = nullptr;
  for (auto*& slab : open_)
    if (slab->entity == &entity) place = &slab;
  if (place && (*place)->used < (*place)->capacity) return *(filling_ = *place);
  std::uint32_t capacity = alone ? 1 : place ? std::min((*place)->capacity * 2, largest_slab) : first_slab;
  detail::Slab& slab = add_slab(entity, capacity);
  if (place)
    *place = &slab;
  else if (!alone)
    open_.push_back(&slab);
  return slab;
}

detail::Slab& Graph::add_slab(const MappedEntity& entity, std::uint32_t capacity) {
  slabs_.push_back(nullptr);  // room first: the slab must not be lost when memory runs out
  return *(slabs_.back() = detail::make_slab(*this, entity, capacity));
}

void Graph::drop_empty_slabs() noexcept {
  std::erase_if(slabs_, [](detail::Slab* slab) {
    if (!slab || !slab->young) return slab == nullptr;
    const bool empty = slab->young->free.size() == slab->used;
    slab->young = nullptr;
    if (empty) detail::destroy_slab(slab);
    return empty;
  });
}

Instance& Graph::make(const MappedEntity& entity) {
  const bool goes_on = filling_ && filling_->entity == &entity && filling_->used < filling_->capacity;
  detail::Slab& slab = goes_on ? *filling_ : open_slab(entity, false);
  Instance* instance = detail::InstanceAccess::create(slab.slot(slab.used));
  detail::InstanceAccess::slab(*instance) = &slab;
  entity.object.construct(detail::InstanceAccess::object(*instance));
  ++slab.used;
  if (!entity.deferrable.empty()) detail::bind_deferred(*instance);
  return *instance;
}

Instance& Graph::make_loaded(const MappedEntity& entity) { return nursery_ ? nursery_->make(entity) : make(entity); }

void Graph::begin_nursery() {
  if (!nursery_) nursery_ = std::make_unique<detail::Nursery>(*this);
}

void Graph::end_nursery() noexcept { nursery_.reset(); }

Instance& Graph::make(const MappedEntity& entity, void* value, bool alone) {
  detail::Slab& slab = open_slab(entity, alone);
  Instance* instance = detail::InstanceAccess::create(slab.slot(slab.used));
  detail::InstanceAccess::slab(*instance) = &slab;
  entity.object.move_construct(detail::InstanceAccess::object(*instance), value);
  ++slab.used;
  if (!entity.deferrable.empty()) detail::bind_deferred(*instance);
  detail::write_identity(*instance);
  return *instance;
}

detail::SingleOwners& Graph::single_owners() {
  if (!single_owners_) single_owners_ = std::make_unique<detail::SingleOwners>(*this);
  return *single_owners_;
}

void Graph::absorb(Graph& other) {
  other.end_nursery();
  if (single_owners_ || other.single_owners_) single_owners().absorb(other.single_owners());
  slabs_.insert(slabs_.end(), other.slabs_.begin(), other.slabs_.end());
  for (auto* slab : other.slabs_)
    if (slab) slab->graph = this;
  other.slabs_.clear();
  referenced_ += other.referenced_;
  delete &other;
}

void Graph::detach() noexcept {
  end_nursery();
  session_ = nullptr;
  if (referenced_ == 0) delete this;
}

}  // namespace weft
