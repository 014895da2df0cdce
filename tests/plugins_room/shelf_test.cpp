// Which plugins are taken in, and how the others are refused.
#include "plugins_room/sample.hpp"

#include <fstream>

namespace willcall::plugins {
namespace {

std::string plugin_file(const std::string& name) {
    return std::string(WILLCALL_TEST_PLUGIN_DIR) + '/' + name + ".so";
}

std::string contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

// How a file is refused; it and why are always named.
std::string refusal_of(const std::string& path) {
    Shelf shelf;
    const auto failure = failure_of([&] { shelf.load(path); });
    EXPECT_EQ(failure.status(), WILLCALL_PLUGIN);
    EXPECT_FALSE(failure.plugin().empty());
    EXPECT_TRUE(says(failure, '`' + path + '`')) << failure.what();
    EXPECT_TRUE(shelf.modules().empty());
    return failure.what();
}

bool ends_with(const std::string& text, const std::string& end) { return text.ends_with(end); }

TEST(APluginFile, is_loaded_once_however_it_is_called) {
    Shelf shelf;
    const auto& module = shelf.load(plugin_file("plain_c"));
    EXPECT_EQ(module.name, "plain_c");
    EXPECT_EQ(module.operations.size(), 2U);
    EXPECT_EQ(module.tables.size(), 1U);
    EXPECT_EQ(shelf.find("plain_c"), &module);
    const auto around = std::string(WILLCALL_TEST_PLUGIN_DIR) + "/../plugins/plain_c.so";
    EXPECT_EQ(&shelf.load(around), &module);
    EXPECT_EQ(shelf.modules().size(), 1U);

    Shelf other;
    EXPECT_EQ(other.load(plugin_file("plain_c")).table, module.table);
}

TEST(APluginFile, is_refused_by_name_where_it_is_missing_or_no_library) {
    const tests::Folder folder;
    EXPECT_TRUE(ends_with(refusal_of(folder.file("absent.so")), "there is no such file"));
    EXPECT_TRUE(ends_with(refusal_of(folder.path()), "it is not a file"));
    write_file(folder.file("words.so"), "these are words");
    EXPECT_TRUE(ends_with(refusal_of(folder.file("words.so")), "it is not a shared library"));
    write_file(folder.file("empty.so"), "");
    EXPECT_TRUE(ends_with(refusal_of(folder.file("empty.so")), "it is not a shared library"));
    const auto whole = contents(plugin_file("plain_c"));
    write_file(folder.file("cut.so"), whole.substr(0, 40));
    EXPECT_NE(refusal_of(folder.file("cut.so")).find("not a shared library of this machine"),
              std::string::npos);
}

TEST(APluginFile, is_refused_where_a_symbol_it_needs_is_nowhere) {
    auto bytes = contents(plugin_file("throws"));
    const std::string needed = "__cxa_throw";
    const auto at = bytes.find(std::string(1, '\0') + needed + '\0');
    ASSERT_NE(at, std::string::npos);
    bytes.replace(at + 1, needed.size(), "__cxa_thrxw");
    const tests::Folder folder;
    write_file(folder.file("unbound.so"), bytes);
    EXPECT_TRUE(ends_with(refusal_of(folder.file("unbound.so")),
                          "it needs the symbol `__cxa_thrxw`, which nothing it links provides"));
}

TEST(APluginFile, is_refused_without_an_entry_or_with_another_abi_or_too_short_a_table) {
    EXPECT_TRUE(ends_with(refusal_of(plugin_file("no_entry")),
                          "it has no entry `willcall_plugin_entry_v1`"));
    EXPECT_TRUE(ends_with(refusal_of(plugin_file("wrong_abi")),
                          "it was built for version 99 of the plugin ABI, this is version 0"));
    EXPECT_TRUE(ends_with(refusal_of(plugin_file("short_table")),
                          "its table for `willcall.policy/0` is too short: it ends before "
                          "`decide`"));
}

TEST(APluginFile, is_refused_where_another_of_its_name_is_here) {
    const tests::Folder folder;
    write_file(folder.file("copy.so"), contents(plugin_file("plain_c")));
    Shelf shelf;
    shelf.load(plugin_file("plain_c"));
    const auto failure = failure_of([&] { shelf.load(folder.file("copy.so")); });
    EXPECT_TRUE(says(failure, "another plugin of that name is here")) << failure.what();
    EXPECT_TRUE(says(failure, "copy.so")) << failure.what();
    EXPECT_EQ(failure.plugin(), "plain_c");
    EXPECT_EQ(shelf.modules().size(), 1U);
}

using MadeOfAShelf = Room;

TEST_F(MadeOfAShelf, instances_outlive_the_shelf_and_another_grows_alone) {
    auto longer = shelf;
    EXPECT_EQ(made().shelf().modules().size(), 1U);
    longer.load(plugin_file("plain_c"));
    EXPECT_EQ(shelf.find("plain_c"), nullptr);
    shelf = Shelf();
    EXPECT_EQ(instances->features.front().module().name, "sample");
    instances.reset();
    EXPECT_GT(sample.behaviour.created, 0);
    EXPECT_EQ(sample.behaviour.destroyed, sample.behaviour.created);
}

class ShelfOfSamples : public testing::Test {
protected:
    std::string refusal() {
        Shelf shelf;
        const auto failure = failure_of([&] { sample.shelve(shelf); });
        EXPECT_EQ(failure.status(), WILLCALL_PLUGIN);
        return failure.what();
    }
    std::string of_sample(const std::string& why) {
        return "plugin `sample` can't be used: " + why;
    }
    Sample sample;
};

TEST_F(ShelfOfSamples, takes_a_module_with_every_family_once) {
    Shelf shelf;
    const auto& module = sample.shelve(shelf);
    EXPECT_TRUE(module.policy && module.channel && module.eligibility && module.document &&
                module.delivery && module.feature);
    EXPECT_STREQ(module.takes.front().method, "pigeon");
    EXPECT_STREQ(module.makes.front().format, "text/plain");
    const auto failure = failure_of([&] { sample.shelve(shelf); });
    EXPECT_TRUE(says(failure, "carried by this program"));
    EXPECT_TRUE(says(failure_of([&] { shelf.add(nullptr, nullptr); }), "has no module table"));
}

TEST_F(ShelfOfSamples, refuses_other_abis_and_tables_that_end_too_early) {
    sample.module.abi_major = 7;
    EXPECT_EQ(refusal(), "a plugin can't be used: it was built for version 7 of the plugin ABI, "
                         "this is version 0");
    sample.module.abi_major = WILLCALL_ABI_MAJOR;
    sample.module.struct_size = 4;
    EXPECT_NE(refusal().find("ends before the version of its ABI"), std::string::npos);
    sample.module.struct_size = WILLCALL_UPTO(willcall_module, table_count);
    EXPECT_NE(refusal().find("ends before `find`"), std::string::npos);
    sample.module.struct_size = 0;
    EXPECT_NE(refusal().find("too short"), std::string::npos);
}

TEST_F(ShelfOfSamples, takes_newer_and_longer_tables_and_what_is_optional_may_be_missing) {
    struct Longer {
        willcall_policy policy;
        void (*unknown)();
    } longer = {sample.policy, nullptr};
    longer.policy.struct_size = sizeof longer;
    sample.families[WILLCALL_POLICY] = &longer;
    sample.module.abi_minor = WILLCALL_ABI_MINOR + 1;
    sample.channel.quotas = nullptr;

    struct LongerOperation {
        willcall_operation known;
        const char* unknown;
    };
    const std::array longer_operations{LongerOperation{sample.operations[0], "new"},
                                       LongerOperation{sample.operations[1], "new"}};
    sample.feature.operations = &longer_operations.front().known;
    sample.feature.operation_size = sizeof(LongerOperation);

    Shelf shelf;
    const auto& module = sample.shelve(shelf);
    EXPECT_EQ(module.policy->struct_size, sizeof(willcall_policy));
    EXPECT_EQ(module.policy->decide, sample::decide);
    EXPECT_EQ(module.channel->quotas, nullptr);
    ASSERT_EQ(module.operations.size(), 2U);
    EXPECT_STREQ(module.operations[1].name, "sample.change");
}

TEST_F(ShelfOfSamples, names_the_part_that_a_family_lacks) {
    sample.policy.decide = nullptr;
    EXPECT_EQ(refusal(), of_sample("its table for `willcall.policy/0` has no `decide`"));
    sample.policy.struct_size = WILLCALL_UPTO(willcall_policy, create);
    EXPECT_EQ(refusal(), of_sample("its table for `willcall.policy/0` is too short: it ends before "
                                   "`destroy`"));
    sample.families.erase(WILLCALL_POLICY);
    sample.channel.terms = nullptr;
    EXPECT_EQ(refusal(), of_sample("its table for `willcall.channel/0` has no `terms`"));
    sample.families.erase(WILLCALL_CHANNEL);
    sample.takes.method = "";
    EXPECT_EQ(refusal(), of_sample("a document it takes lacks its method, kind or format"));
    sample.delivery.takes_count = 0;
    EXPECT_EQ(refusal(), of_sample("it says that it delivers, but not what"));
    sample.families = {};
    EXPECT_EQ(refusal(), of_sample("it serves no interface that this version of willcall knows"));
}

TEST_F(ShelfOfSamples, refuses_names_that_are_none) {
    for (const char* name : {"", "Sample", "1st", "a-b", "a__b", "a_", "with space", "\xff"}) {
        sample.module.name = name;
        EXPECT_NE(refusal().find("lower case letters, digits and single underscores"),
                  std::string::npos)
            << name;
    }
    sample.module.name = nullptr;
    EXPECT_NE(refusal().find("lower case"), std::string::npos);
}

TEST_F(ShelfOfSamples, refuses_operations_that_are_not_under_the_name_of_the_plugin) {
    sample.operations[1].name = "orders.place";
    EXPECT_EQ(refusal(),
              of_sample("the operation `orders.place` must be called `sample.` and a verb"));
    sample.operations[1].name = "sample.";
    EXPECT_NE(refusal().find("and a verb"), std::string::npos);
    sample.operations[1].name = "sample.count";
    EXPECT_EQ(refusal(), of_sample("the operation `sample.count` is there twice"));
    sample.operations[1].name = "sample.change";
    sample.operations[1].permission = "change";
    EXPECT_EQ(refusal(),
              of_sample("the operation `sample.change` has no permission that begins with `/`"));
    sample.operations[1].permission = "/sample/change";
    sample.operations[1].answer = nullptr;
    EXPECT_EQ(refusal(), of_sample("the answer of `sample.change` has no shape"));
    sample.feature.operation_size = 8;
    EXPECT_EQ(refusal(), of_sample("its operations are too short to be read"));
    sample.feature.operation_count = 1'000'000'000'000;
    EXPECT_NE(refusal().find("it says that it has 1000000000000 operations"), std::string::npos);
}

TEST_F(ShelfOfSamples, refuses_authority_over_what_has_no_name_or_no_end) {
    std::vector<const char*> declared{"orders.get", "", nullptr};
    sample.feature.authority = declared.data();
    EXPECT_EQ(refusal(), of_sample("an operation it has authority for lacks its name"));
    declared[1] = "orders.\xff";
    EXPECT_NE(refusal().find("lacks its name"), std::string::npos);
    declared.assign(1'001, "orders.get");
    declared.push_back(nullptr);
    sample.feature.authority = declared.data();
    EXPECT_EQ(refusal(), of_sample("the operations it has authority for have no end"));
    // One that was built before there was any authority.
    declared = {"", nullptr};
    sample.feature.authority = declared.data();
    sample.feature.struct_size = WILLCALL_UPTO(willcall_feature, rows);
    Shelf shelf;
    EXPECT_TRUE(sample.shelve(shelf).authority.empty());
}

TEST_F(ShelfOfSamples, refuses_operations_whose_flags_contradict_each_other) {
    sample.operations[0].flags = WILLCALL_OPERATION_JOURNALS_REFUSALS;
    EXPECT_EQ(refusal(),
              of_sample("the operation `sample.count` journals refusals, but does not write"));
    sample.operations[0].flags = WILLCALL_OPERATION_TABLE;
    EXPECT_EQ(refusal(), of_sample("the table `sample.count` has no `rows`"));
    sample.feature.rows = [](void*, willcall_call*, std::uint64_t, const willcall_value*,
                             const willcall_value*,
                             std::int32_t) noexcept { return willcall_status{WILLCALL_OK}; };
    sample.operations[0].flags |= WILLCALL_OPERATION_WRITES;
    EXPECT_EQ(refusal(), of_sample("the table `sample.count` says that it writes"));
    sample.operations[0].flags = WILLCALL_OPERATION_TABLE;
    sample.operations[0].permission = "";
    EXPECT_NE(refusal().find("has no permission that begins with `/`"), std::string::npos);
    // Of what is no table an empty one is for anybody.
    sample.operations[0].flags = 0;
    Shelf shelf;
    EXPECT_STREQ(sample.shelve(shelf).operations[0].permission, "");
}

TEST_F(ShelfOfSamples, refuses_shapes_that_nobody_could_validate_by) {
    willcall_field field = {"a", "a part", WILLCALL_TEXT, 0,       0,
                            0,   nullptr,  nullptr,       nullptr, nullptr};
    willcall_shape shape = {sizeof shape, sizeof field, "Settings", "", &field, 1};
    sample.module.settings = &shape;
    const auto says_of_settings = [&](const std::string& why) {
        EXPECT_EQ(refusal(), of_sample("its settings" + why));
    };
    field.kind = 99;
    says_of_settings(": `a` is of the unknown kind 99");
    field.kind = WILLCALL_WORD;
    says_of_settings(": `a` has no words");
    field.kind = WILLCALL_LIST;
    says_of_settings(": `a` does not say what its elements are");
    field.element = &field;
    EXPECT_NE(refusal().find("is nested too deep"), std::string::npos);
    field.kind = WILLCALL_OBJECT;
    says_of_settings(": `a` has no shape");
    field.shape = &shape;
    says_of_settings(": `a` contains itself");
    field.kind = WILLCALL_INTEGER;
    field.least = 2;
    field.most = 1;
    says_of_settings(": `a` has limits that nothing meets");
    field.name = nullptr;
    says_of_settings(" has a field without a name");
    shape.fields = nullptr;
    says_of_settings(" has no fields that could be read");
    shape.field_size = 8;
    says_of_settings(" has fields that are too short");
    shape.struct_size = 8;
    says_of_settings(" has a shape that is too short");
}

TEST_F(ShelfOfSamples, refuses_tables_that_no_database_could_hold) {
    std::array<willcall_column, 2> columns{
        {{"id", WILLCALL_COLUMN_INTEGER, WILLCALL_COLUMN_KEY}, {"name", WILLCALL_COLUMN_TEXT, 0}}};
    std::array<const char*, 2> indexed{"name", nullptr};
    willcall_index index = {"by_name", indexed.data(), 0, 0};
    willcall_table table = {sizeof table, 0, "things", columns.data(), 2, &index, 1};
    sample.module.tables = &table;
    sample.module.table_size = sizeof table;
    sample.module.table_count = 1;
    const auto says_of_table = [&](const std::string& why) {
        EXPECT_EQ(refusal(), of_sample("its table `things` " + why));
    };
    indexed[0] = "colour";
    says_of_table("has an index `by_name` of a column it does not have");
    indexed[0] = nullptr;
    says_of_table("has an index `by_name` of no columns");
    index.name = "a_name_that_is_long_as_names_of_indexes_";
    says_of_table("has an index without a name that can be used");
    columns[1].type = 9;
    says_of_table("has `name` of an unknown type");
    columns[1].name = "id";
    columns[1].type = WILLCALL_COLUMN_TEXT;
    says_of_table("has `id` twice");
    columns[1].name = "drop table";
    says_of_table("has a column without a name that can be used");
    columns[0].flags |= WILLCALL_COLUMN_NULLABLE;
    says_of_table("has `id` in its key, which can't be null");
    columns[0].flags = 0;
    table.column_count = 1;
    says_of_table("has no key");
    sample.module.table_size = 8;
    EXPECT_EQ(refusal(), of_sample("its tables are too short to be read"));
}

TEST(PluginFolders, are_absolute_and_exist) {
    const tests::Folder folder;
    const auto path = folder.path() + ":relative::" + folder.path() + "/absent";
    setenv("WILLCALL_PLUGIN_PATH", path.c_str(), 1);
    const auto folders = plugin_folders();
    unsetenv("WILLCALL_PLUGIN_PATH");
    ASSERT_FALSE(folders.empty());
    EXPECT_EQ(folders.front(), std::filesystem::canonical(folder.path()));
    for (const auto& one : folders) {
        EXPECT_EQ(one.front(), '/');
        EXPECT_TRUE(std::filesystem::is_directory(one)) << one;
    }
    const auto without = plugin_folders();
    EXPECT_EQ(without.size() + 1, folders.size());
}

}  // namespace
}  // namespace willcall::plugins
