// What PostgreSQL's errors mean to the engine.
#ifndef WILLCALL_STORE_POSTGRESQL_FAILURES_HPP
#define WILLCALL_STORE_POSTGRESQL_FAILURES_HPP

#include <exception>
#include <string>
#include <string_view>

namespace willcall::store {

// `state` is the five letters of SQLSTATE, blank where the connection was lost; `words` as libpq
// gives them. Only the first line is kept: the next ones quote rows.
std::exception_ptr postgresql_failure(std::string_view state, std::string_view words);

// "the server closed the connection unexpectedly", without its severity.
std::string first_words(std::string_view words);

}  // namespace willcall::store

#endif
