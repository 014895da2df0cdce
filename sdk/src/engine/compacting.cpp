// store.compact: the store rewritten without what was deleted from it.
#include "engine/state.hpp"

#include "store/compacting.hpp"

namespace willcall {

// Ends the transaction it was given: what rewrites the whole file can't be part of one. Nobody else
// has the turn meanwhile, and whoever reads goes on reading.
Operation OpenEngine::compact_operation() {
    return operation<Nothing, Nothing>(
        "store.compact", "/store/compact",
        "rewrites the store without what was deleted or erased from it", Handling::own_turns,
        [this](Call&, const Nothing&) -> Answered<Nothing> {
            turns_->exclusive([this](store::Connection& turn) {
                placing_->forget();
                turn.commit();
                store::compact(turn);
                turn.begin();
                return false;
            });
            return Nothing{};
        });
}

}  // namespace willcall
