// Writer numbers: each open engine has its own, so that no two make the same id.
//
// A number is free once its engine closed the store. An engine that died leaves its number taken,
// because nobody can know from another machine that it is gone; the next one simply takes a new
// number. When all are used up, the one that showed no sign of life for longest is reused, and only
// if that was more than a day ago.
#ifndef WILLCALL_STORE_WRITERS_HPP
#define WILLCALL_STORE_WRITERS_HPP

#include "store/identifiers.hpp"
#include "store/soci_connection.hpp"

namespace willcall::store {

struct TakenWriter {
    std::int64_t writer = 0;
    std::int64_t opened = 0;
    std::int64_t last_id = 0;  // greatest id it made: each write turn ends with a journal row
};

TakenWriter take_writer(SociConnection& connection, std::int64_t now);
// Nothing happens where another engine has it by now.
void give_back_writer(SociConnection& connection, const TakenWriter& taken, std::int64_t now);

}  // namespace willcall::store

#endif
