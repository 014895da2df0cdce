// The store as a whole: kept in another place, moved to another database.
#ifndef WILLCALL_STORE_HPP
#define WILLCALL_STORE_HPP

#include <willcall/journal.hpp>

namespace willcall {

struct BackUpStore {
    std::string path;

    static constexpr auto fields = in_order{
        field<"path">(&BackUpStore::path,
                      "where the copy is made, on the machine of the engine; nothing may be there",
                      at_least(1), at_most(4'000)),
    };
};

struct StoreBackedUp {
    std::string path;
    std::int64_t bytes = 0;

    static constexpr auto meaning = "a copy of the store at one instant";
    static constexpr auto fields = in_order{
        field<"path">(&StoreBackedUp::path, "the file, from the root"),
        field<"bytes">(&StoreBackedUp::bytes, "its size"),
    };
};

struct StoreCopied {
    std::map<std::string, std::int64_t> tables;
    StoreChecked checked;

    static constexpr auto meaning = "a store moved into another database";
    static constexpr auto fields = in_order{
        field<"tables">(&StoreCopied::tables, "rows that were copied, per table"),
        field<"checked">(&StoreCopied::checked, "what store.check says of either side"),
    };
};

}  // namespace willcall

#endif
