// Statements that nobody waits for, on their way to a PostgreSQL server.
#include "store/postgresql_arrays.hpp"
#include "store/postgresql_connection.hpp"

namespace willcall::store {

const std::string& PostgresqlConnection::prepared(std::string_view sql) {
    const auto found = prepared_.find(sql);
    if (found != prepared_.end()) return found->second;
    // Once for each text: to be prepared it waits for all before it.
    receive();
    auto name = "rows_" + std::to_string(prepared_.size());
    const std::string text(sql);
    checked(PQprepare(native(), name.c_str(), text.c_str(), 0, nullptr));
    return prepared_.emplace(text, std::move(name)).first->second;
}

void PostgresqlConnection::open_pipeline() {
    if (PQpipelineStatus(native()) == PQ_PIPELINE_OFF) sent(PQenterPipelineMode(native()));
}

void PostgresqlConnection::send(std::string_view sql, std::size_t width,
                                std::span<const Cell> cells) {
    const auto& name = prepared(sql);
    const auto arrays = column_arrays(cells, width);
    std::vector<const char*> values;
    std::vector<int> lengths;
    for (const auto& array : arrays) {
        values.push_back(array.data());
        lengths.push_back(static_cast<int>(array.size()));
    }
    const std::vector<int> binary(width, 1);
    open_pipeline();
    sent(PQsendQueryPrepared(native(), name.c_str(), static_cast<int>(width), values.data(),
                             lengths.data(), binary.data(), 0));
    if (in_batch_) PQflush(native());
    else receive();
}

void PostgresqlConnection::sent(int worked) {
    if (worked == 0) checked(nullptr);
}

PostgresqlConnection::Result PostgresqlConnection::receive() {
    if (PQpipelineStatus(native()) == PQ_PIPELINE_OFF) return nullptr;
    sent(PQpipelineSync(native()));
    Result last;
    std::exception_ptr failure;
    while (!lost()) {
        Result result(PQgetResult(native()));
        const auto status = PQresultStatus(result.get());
        if (status == PGRES_PIPELINE_SYNC) break;
        // Null ends the answers to one statement; what was sent after one that failed is passed
        // over by the server.
        if (!result || failure) continue;
        try {
            last = checked(result.release());
        } catch (...) {
            failure = std::current_exception();
        }
    }
    PQexitPipelineMode(native());
    if (failure) std::rethrow_exception(failure);
    if (lost()) checked(nullptr);
    return last;
}

}  // namespace willcall::store
