// What differs between the databases: how a connection is made.
#ifndef WILLCALL_STORE_DRIVER_HPP
#define WILLCALL_STORE_DRIVER_HPP

#include "store/database.hpp"
#include "store/soci_connection.hpp"

namespace willcall::store {

struct Driver {
    std::string kind;
    std::string place;  // what errors call this store
    std::function<std::unique_ptr<SociConnection>()> connect_writer;
    std::function<std::unique_ptr<SociConnection>()> connect_reader;
    // Where connecting makes what is not there: whether it is, and what takes it away again.
    std::function<bool()> exists;
    std::function<void()> remove;
};

// The one that a store's URL names.
Driver driver_of(const std::string& url, const Database::Options& options);

Driver sqlite_driver(const std::string& path, const Database::Options& options);
// Whatever libpq takes: a URL, or words like "host=db dbname=tickets".
Driver postgresql_driver(const std::string& url, const Database::Options& options);

}  // namespace willcall::store

#endif
