// Opening a store: the schema is brought up to date, and what is no store is refused clearly.
#include "store/databases.hpp"
#include "store/driver.hpp"
#include "store/migrations.hpp"

#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <set>
#include <thread>

using namespace willcall;
using namespace willcall::tests;

namespace {

class Opening : public testing::TestWithParam<std::string> {
protected:
    EmptyStore store{GetParam()};
    std::string refusal() {
        const auto failure = failure_of([&] { store.open(); });
        EXPECT_EQ(failure.status(), WILLCALL_STORE) << failure.what();
        return failure.what();
    }
    void change(std::string_view sql) {
        const auto database = store.open();
        database->writer().begin();
        database->writer().execute(sql);
        database->writer().commit();
    }
};
ON_EVERY_DATABASE(Opening);

TEST_P(Opening, applies_every_migration_once) {
    const auto known = static_cast<std::int64_t>(store::migrations().size());
    for (int again = 0; again < 2; ++again) {
        const auto database = store.open();
        EXPECT_EQ(database->kind(), GetParam());
        const auto reader = database->read();
        EXPECT_EQ(reader->number("select count(*) from schema_versions"), known);
        EXPECT_EQ(reader->number("select max(version) from schema_versions"), known);
    }
}

TEST_P(Opening, many_at_once_migrate_once) {
    std::vector<std::unique_ptr<store::Database>> databases(8);
    std::vector<std::thread> threads;
    for (auto& one : databases) threads.emplace_back([&] { one = store.open(); });
    for (auto& one : threads) one.join();
    std::set<std::int64_t> writers;
    for (const auto& one : databases) writers.insert(one->identifiers().writer());
    EXPECT_EQ(writers.size(), databases.size());
}

TEST_P(Opening, refuses_a_store_newer_than_the_library) {
    change("insert into schema_versions values (9999, '9999_tomorrow', 'x', 0)");
    const auto words = refusal();
    EXPECT_NE(words.find("newer than this library"), words.npos) << words;
    EXPECT_NE(words.find("`9999_tomorrow`"), words.npos) << words;
}

TEST_P(Opening, refuses_a_changed_migration) {
    change("update schema_versions set hash = 'x' where version = 1");
    const auto words = refusal();
    EXPECT_NE(words.find("`0001_spine`"), words.npos) << words;
}

TEST_P(Opening, refuses_a_database_of_another_program) {
    change("drop table schema_versions");
    const auto words = refusal();
    EXPECT_NE(words.find("belongs to another program"), words.npos) << words;
}

TEST(OpeningUrl, an_unknown_kind_of_store_is_refused) {
    for (const std::string url : {"", "sqlite", "sqlite:", "mysql:host=x", "store.db"})
        EXPECT_EQ(failure_of([&] { store::Database::open(url, system_world()); }).status(),
                  WILLCALL_INVALID);
}

class OpeningFile : public testing::Test {
protected:
    std::string open(const std::string& path) {
        const auto failure =
            failure_of([&] { store::Database::open("sqlite:" + path, system_world()); });
        EXPECT_EQ(failure.status(), WILLCALL_STORE) << failure.what();
        EXPECT_TRUE(says(failure, "`" + path + "`")) << failure.what();
        return failure.what();
    }
    Folder folder;
};

TEST_F(OpeningFile, a_missing_folder_is_named) {
    const auto words = open(folder.file("season/store.db"));
    EXPECT_NE(words.find("the folder `" + folder.file("season") + "` does not exist"), words.npos)
        << words;
}

TEST_F(OpeningFile, a_folder_is_no_file) {
    EXPECT_NE(open(folder.path()).find("is a folder"), std::string::npos);
}

TEST_F(OpeningFile, another_kind_of_file_is_no_store) {
    const auto path = folder.file("photo.jpg");
    std::ofstream(path) << std::string(5000, 'j');
    EXPECT_NE(open(path).find("no store"), std::string::npos) << open(path);
    EXPECT_EQ(std::filesystem::file_size(path), 5000U);
}

TEST_F(OpeningFile, a_path_with_blanks_and_equal_signs_is_fine) {
    for (const char* name : {"two  words.db", "a=b.db", "сезон.db", "it's.db"}) {
        store::Database::open("sqlite:" + folder.file(name), system_world());
        EXPECT_TRUE(std::filesystem::exists(folder.file(name))) << name;
    }
}

// What a process of another user gets; root may write everywhere.
std::string as_nobody(const std::function<std::string()>& work) {
    int ends[2];
    if (pipe(ends) != 0) return "no pipe";
    const auto child = fork();
    if (child == 0) {
        const bool dropped = geteuid() != 0 || (setgroups(0, nullptr) == 0 && setgid(65534) == 0 &&
                                                setuid(65534) == 0);
        const auto words = dropped ? work() : "still root";
        const auto written = write(ends[1], words.data(), words.size());
        _exit(written == static_cast<ssize_t>(words.size()) ? 0 : 1);
    }
    close(ends[1]);
    std::string words;
    char buffer[512];
    for (ssize_t size = 0; (size = read(ends[0], buffer, sizeof buffer)) > 0;)
        words.append(buffer, static_cast<std::size_t>(size));
    close(ends[0]);
    waitpid(child, nullptr, 0);
    return words;
}

TEST_F(OpeningFile, a_read_only_file_or_folder_is_refused) {
    namespace fs = std::filesystem;
    const auto path = folder.file("store.db");
    store::Database::open("sqlite:" + path, system_world());
    fs::permissions(path, fs::perms::owner_read | fs::perms::others_read);
    fs::permissions(folder.path(), fs::perms::owner_all | fs::perms::others_all);
    EXPECT_NE(as_nobody([&] { return open(path); }).find("can't be written"), std::string::npos)
        << as_nobody([&] { return open(path); });
    fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec |
                                       fs::perms::others_read | fs::perms::others_exec);
    EXPECT_NE(as_nobody([&] { return open(path); }).find("can't be written"), std::string::npos)
        << as_nobody([&] { return open(path); });
    EXPECT_NE(as_nobody([&] { return open(folder.file("new.db")); }).find("can't be opened"),
              std::string::npos);
    fs::permissions(folder.path(), fs::perms::owner_all);
}

class Migrating : public testing::TestWithParam<std::string> {
protected:
    EmptyStore store{GetParam()};
    std::unique_ptr<store::SociConnection> connection{
        store::driver_of(store.url(), {}).connect_writer()};
};
ON_EVERY_DATABASE(Migrating);

TEST_P(Migrating, a_later_library_adds_what_is_missing) {
    const std::vector<store::Migration> known{
        {1, "0001_first", "create table first (id bigint); -- it's; a comment\n"},
        {2, "0002_second", "insert into first values (1); insert into first\nvalues (2);;\n"},
    };
    store::migrate(*connection, std::span(known).first(1), 10);
    store::migrate(*connection, known, 20);
    store::migrate(*connection, known, 30);
    EXPECT_EQ(connection->number("select sum(id) from first"), 3);
    EXPECT_EQ(connection->number("select max(applied) from schema_versions"), 20);
}

TEST_P(Migrating, one_that_fails_leaves_nothing_behind) {
    const std::vector<store::Migration> known{
        {1, "0001_first", "create table first (id bigint)"},
        {2, "0002_second", "create table second (id bigint); insert into nowhere values (1)"},
    };
    EXPECT_TRUE(says(failure_of([&] { store::migrate(*connection, known, 10); }), "nowhere"));
    EXPECT_EQ(connection->tables(), (std::vector<std::string>{"first", "schema_versions"}));
    EXPECT_EQ(connection->number("select count(*) from schema_versions"), 1);
}

}  // namespace
