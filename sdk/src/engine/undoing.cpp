// What is refused inside another operation is undone by itself: whoever asked may go on without it.
#include "engine/state.hpp"

#include "sales/placing.hpp"

namespace willcall {

// One savepoint inside the other where operations are: a name means the latest of it. What places
// an order has decided before it writes, and gets none.
std::optional<Refusal> OpenEngine::handle_inside(const Operation& operation, Call& call,
                                                 const Value& request, willcall_writer& answer) {
    if (operation.handling != Handling::writes) return operation.handle(call, request, answer);
    auto& turn = *call.connection;
    turn.execute("savepoint nested");
    try {
        auto refused = operation.handle(call, request, answer);
        if (refused) undo_inside(turn);
        turn.execute("release savepoint nested");
        return refused;
    } catch (...) {
        // Its failure may be taken for an answer, too.
        try {
            undo_inside(turn);
            turn.execute("release savepoint nested");
        } catch (...) {}  // what has failed already is told
        throw;
    }
}

// What is kept in memory may say what is undone.
void OpenEngine::undo_inside(store::Connection& turn) {
    turn.execute("rollback to savepoint nested");
    chain_->forget();
    placing_->forget();
}

}  // namespace willcall
